"""What the outcomes of table three add up to."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import add

from gikqa import Condition, Report, Undetermined, Value, cell, column
from gikqa.editions import Edition, edition_for, load_editions
from gikqa.rules.crosscheck.cells import count_at

OUTCOMES = {
    "granted": "granted",
    "granted_in_part": "granted_in_part",
    "refused": "refused_*",
    "unable": "unable_*",
    "not_processed": "not_processed_*",
    "other": "other*",
}
"""Outcome → the rows that count it."""
_EDITIONS = ("2019", "2021")


@dataclass(frozen=True, slots=True)
class Known:
    """A sum of cells: at least `least`, exactly that if no blank is in it."""

    least: int
    complete: bool
    cells: tuple[str, ...]

    def __add__(self, other: Known) -> Known:
        """Both together."""
        complete = self.complete and other.complete
        return Known(self.least + other.least, complete, self.cells + other.cells)

    def excludes(self, value: int) -> bool:
        """Whether the sum cannot be `value`, whatever the blanks are."""
        return self.least > value or (self.complete and self.least != value)


@lru_cache(maxsize=1)
def outcome_cells() -> tuple[str, ...]:
    """Every cell of the outcomes, of either form."""
    found: dict[str, None] = {}
    for edition in _forms():
        for outcome in OUTCOMES:
            for row in _rows(edition, outcome):
                found |= dict.fromkeys((_total(row), *_parts(edition, row)))
    return tuple(found)


def outcome_value(outcome: str) -> Value:
    """The requests with one outcome, by the form of the report; unknown where a blank leaves it so.

    It is what `block_sum` gives for one report, where that is complete.
    """
    forms = _forms()
    sums = [
        reduce(add, [_row_value(edition, row) for row in _rows(edition, outcome)])
        for edition in forms
    ]
    if len({tuple(_rows(edition, outcome)) for edition in forms}) == 1:
        return sums[0]  # as it is of most outcomes
    return reduce(
        Value.or_else,
        [total.where(_governs(form)) for total, form in zip(sums, forms, strict=True)],
    )


def block_sum(report: Report, outcome: str) -> Known:
    """The requests with one outcome: the sum of its rows."""
    return reduce(add, [row_sum(report, row) for row in _rows(_form_of(report), outcome)])


def row_sum(report: Report, row: str) -> Known:
    """The printed total of a row, or else the sum of its kinds of applicants."""
    printed = count_at(report, _total(row))
    if printed is not None:
        return Known(printed, True, (_total(row),))
    parts = _parts(_form_of(report), row)
    known = {part: value for part in parts if (value := count_at(report, part)) is not None}
    return Known(
        sum(known.values()),
        len(known) == len(parts),
        tuple(part for part, value in known.items() if value),
    )


def _row_value(edition: Edition, row: str) -> Value:
    return cell(_total(row)).or_else(reduce(add, map(cell, _parts(edition, row))))


def _governs(edition: Edition) -> Condition:
    """Whether a report has to follow this form."""
    begun = column("year") >= edition.first_year
    return begun if edition.last_year is None else begun & (column("year") <= edition.last_year)


def _form_of(report: Report) -> Edition:
    form = edition_for(report.year)
    if form is None:
        raise Undetermined
    return form


def _forms() -> list[Edition]:
    return [load_editions()[key] for key in _EDITIONS]


def _rows(edition: Edition, outcome: str) -> list[str]:
    rows = [row.key for block in edition.table("requests").blocks for row in block.rows]
    return fnmatch.filter(rows, OUTCOMES[outcome])


def _total(row: str) -> str:
    return f"requests.{row}.total"


def _parts(edition: Edition, row: str) -> list[str]:
    """The cells of a row by kind of applicant."""
    cells = [cell.path for cell in edition.table("requests").cells if cell.row == row]
    return [path for path in cells if path != _total(row)]
