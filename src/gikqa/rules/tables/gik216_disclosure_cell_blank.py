"""GIK216 disclosure-cell-blank."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Condition, Finding, Report, all_of, any_of, cell, how_many, rule
from gikqa.editions import load_editions
from gikqa.rules.forms import must_follow
from gikqa.rules.texts import described

_MOST = 3
"""More blanks are a habit: many bodies leave out every zero."""


def _cells(form: str) -> tuple[str, ...]:
    return tuple(one.path for one in load_editions()[form].table("disclosure").cells)


def _few_are_blank(form: str) -> Condition:
    blank = how_many(cell(path).is_blank() for path in _cells(form))
    exported = all_of(cell(path).is_exported() for path in _cells(form))
    return must_follow(form) & exported & (blank > 0) & (blank <= _MOST)


_FEW_BLANKS = {form: _few_are_blank(form) for form in ("2019", "2021")}


@rule(
    **described("GIK216"),
    needs=("year",),
    reads=("raw_cells",),
    where=any_of(_FEW_BLANKS.values()),
)
def disclosure_cell_blank(report: Report) -> Iterator[Finding]:
    form = next(form for form, is_meant in _FEW_BLANKS.items() if report.holds(is_meant))
    # A cell with words in it has no value, but is not blank.
    printed = report.raw_cells
    blank = tuple(
        path for path in _cells(form) if report.cell(path) is None and path not in printed
    )
    if blank:
        yield Finding(cells=blank, observed=str(len(blank)), expected="0")
