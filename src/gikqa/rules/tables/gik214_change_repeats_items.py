"""GIK214 change-repeats-items."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
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


@rule(**described("GIK214"), needs=("year", *_BEFORE, *_CHANGE))
def change_repeats_items(report: Report) -> Iterator[Finding]:
    """The column of changes repeats the column of the year before, row by row."""
    items = [report.cell(path) or 0 for path in _BEFORE]
    filled = [str(number) for number in items if number]
    repeated = items == [report.cell(path) for path in _CHANGE]
    if repeated and len(filled) >= _FEWEST_ROWS and max(items) >= _LARGEST_AT_LEAST:
        yield Finding(
            cells=tuple(path for path, number in zip(_CHANGE, items, strict=True) if number),
            observed="、".join(filled),
        )
