"""GIK110 wrong-edition-form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Severity, rule
from gikqa.editions import edition_for, load_editions
from gikqa.rules.texts import described

if TYPE_CHECKING:
    from gikqa.screens import Flags, Screening

_FORMS = ("2019", "2021")
_TABLES = ("disclosure", "requests")
_ENOUGH = 3
"""Fewer cells of another form may be misread ones."""

_NOTICE = date(2021, 9, 29)
"""When the notice on the form of 2021 was published."""


def _own(table: str, edition: str) -> tuple[str, ...]:
    """The cells of a table that only this one of the two forms has."""
    other = next(key for key in _FORMS if key != edition)
    forms = load_editions()
    return tuple(
        path
        for path, cell in forms[edition].cells.items()
        if cell.table == table and path not in forms[other].cells
    )


_OWN = {(table, edition): _own(table, edition) for table in _TABLES for edition in _FORMS}


def _screen(screening: Screening) -> Flags:
    import numpy as np

    asked = np.zeros(screening.rows, np.bool_)
    for wrong in _FORMS:
        for table in _TABLES:
            for path in _OWN[table, wrong]:
                column = screening.columns.get(path)
                if column is not None and column.null_count < len(column):
                    filled = column.is_valid().to_numpy(zero_copy_only=False)
                    asked |= filled & ~screening.governed_by(wrong)
    return asked


@rule(
    **described("GIK110"),
    needs=("year",),
    reads=(*(path for paths in _OWN.values() for path in paths), "published_on"),
    screen=_screen,
)
def wrong_edition_form(report: Report) -> Iterator[Finding]:
    """A table follows the form of other years."""
    edition = edition_for(report.year)
    if edition is None:
        return
    right = edition.key
    wrong = next(key for key in _FORMS if key != right)
    filled = {
        table: [path for path in _OWN[table, wrong] if report.column(path) is not None]
        for table in _TABLES
    }
    followed = [table for table in _TABLES if filled[table] and _is_blank(report, table, right)]
    if "disclosure" in followed and len(filled["disclosure"]) < _ENOUGH:
        followed.remove("disclosure")
    if not followed:
        return
    published = report.column("published_on")
    early = right == "2021" and published is not None and published < _NOTICE
    if early:
        return
    yield Finding(
        cells=tuple(path for table in followed for path in filled[table]),
        observed=load_editions()[wrong].instrument,
        expected=edition.instrument,
        params={"place": "、".join(edition.table(table).title for table in followed)},
        # （六）其他处理 alone is the older wording in a form that is otherwise the right one.
        severity=None if "disclosure" in followed else Severity.WARNING,
    )


def _is_blank(report: Report, table: str, edition: str) -> bool:
    return all(report.column(path) is None for path in _OWN[table, edition])
