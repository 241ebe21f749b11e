"""GIK110 wrong-edition-form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations

from gikqa import (
    Condition,
    Finding,
    Report,
    Severity,
    all_of,
    any_of,
    cell,
    column,
    how_many,
    known,
    rule,
)
from gikqa.editions import edition_for, load_editions
from gikqa.rules.forms import must_follow
from gikqa.rules.texts import described

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


def _follows_the_other(table: str, right: str, wrong: str) -> Condition:
    """Whether only those cells of a table are filled that the wrong form has."""
    fewest = _ENOUGH if table == "disclosure" else 1
    is_filled = [~cell(path).is_blank() for path in _OWN[table, wrong]]
    is_bare = all_of(cell(path).is_blank() for path in _OWN[table, right])
    return any_of(is_filled) & is_bare & (how_many(is_filled) >= fewest)


_FOLLOWED = {
    (table, right): must_follow(right) & _follows_the_other(table, right, wrong)
    for table in _TABLES
    for right, wrong in permutations(_FORMS)
}
_DOCUMENTS = ("disclosure.regulations.", "disclosure.normative_documents.")
"""The rows of 第二十条第（一）项, whose columns have other heads in each form."""


def _mixes(right: str, wrong: str) -> Condition:
    """Whether the rows on documents alone follow the wrong form."""
    of_wrong, of_right = (
        [path for path in _OWN["disclosure", edition] if path.startswith(_DOCUMENTS)]
        for edition in (wrong, right)
    )
    is_filled = [~cell(path).is_blank() for path in of_wrong]
    is_bare = all_of(cell(path).is_blank() for path in of_right)
    return any_of(is_filled) & is_bare & (how_many(is_filled) >= _ENOUGH)


_MIXED = {right: must_follow(right) & _mixes(right, wrong) for right, wrong in permutations(_FORMS)}
_BEFORE_NOTICE = must_follow("2021") & known(column("published_on") < _NOTICE)


@rule(
    **described("GIK110"),
    needs=("year",),
    where=any_of((*_FOLLOWED.values(), *_MIXED.values())) & ~_BEFORE_NOTICE,
)
def wrong_edition_form(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    right = edition.key
    wrong = next(key for key in _FORMS if key != right)
    followed = [table for table in _TABLES if report.holds(_FOLLOWED[table, right])]
    own = [path for table in followed for path in _OWN[table, wrong]]
    if not followed:  # one block of the table was taken from the other form
        own = [path for path in _OWN["disclosure", wrong] if path.startswith(_DOCUMENTS)]
    yield Finding(
        cells=tuple(path for path in own if report.cell(path) is not None),
        observed=load_editions()[wrong].instrument,
        expected=edition.instrument,
        params={"place": "、".join(edition.table(table).title for table in followed)},
        # （六）其他处理 alone is the older wording in a form that is otherwise the right one.
        severity=None if "disclosure" in followed else Severity.WARNING,
    )
