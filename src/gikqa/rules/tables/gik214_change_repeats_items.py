"""GIK214 change-repeats-items."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, all_of, any_of, cell, how_many, rule
from gikqa.rules.texts import described

_ROWS = (
    "administrative_licences", "other_external_services", "administrative_penalties",
    "administrative_coercion", "administrative_fees",
)  # fmt: skip
_BEFORE = tuple(f"disclosure.{row}.items_previous_year" for row in _ROWS)
_CHANGE = tuple(f"disclosure.{row}.items_change" for row in _ROWS)
_FEWEST_ROWS = 2
_LARGEST_AT_LEAST = 5
"""One row, or small numbers, may be equal by chance."""

_REPEATS = all_of(
    cell(before).equals(cell(change)) for before, change in zip(_BEFORE, _CHANGE, strict=True)
)


@rule(
    **described("GIK214"),
    needs=("year", *_BEFORE, *_CHANGE),
    where=_REPEATS
    & any_of(cell(path) >= _LARGEST_AT_LEAST for path in _BEFORE)
    & (how_many(cell(path) > 0 for path in _BEFORE) >= _FEWEST_ROWS),
)
def change_repeats_items(report: Report) -> Iterator[Finding]:
    filled = {path: number for path in _CHANGE if (number := report.cell(path))}
    yield Finding(cells=tuple(filled), observed="、".join(map(str, filled.values())))
