"""What the cells of table three say together, blanks being unknown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gikqa import Report
from gikqa.editions import Edition, load_editions
from gikqa.rules.crosscheck.statements import count_at

if TYPE_CHECKING:
    from gikqa.text.characters import Ints
    from gikqa.text.rule_batch import RuleBatch

_PREFIXES = {
    "granted": "granted",
    "granted_in_part": "granted_in_part",
    "refused": "refused_",
    "unable": "unable_",
    "not_processed": "not_processed_",
    "other": "other",
}
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
    for key in _EDITIONS:
        edition = load_editions()[key]
        for kind in _PREFIXES:
            for row in _rows(edition, kind):
                found |= dict.fromkeys(_cells(edition, row))
    return tuple(found)


def block_sum(report: Report, edition: Edition, kind: str) -> Known:
    """The requests with one outcome: the sum of its rows."""
    total = Known(0, True, ())
    for row in _rows(edition, kind):
        total += row_sum(report, edition, row)
    return total


def block_sums(batch: RuleBatch, kind: str) -> Ints:
    """Row of the batch → the requests with one outcome by its own form; -1 where cells are blank.

    What `block_sum` tells of one report, where it is complete.
    """
    import numpy as np

    sums = np.full(batch.rows, -1)
    for key in _EDITIONS:
        edition = load_editions()[key]
        none = np.zeros(batch.rows, np.bool_)
        total, complete = none.astype(np.int64), batch.governed_by(key).copy()
        for row in _rows(edition, kind):
            path = f"requests.{row}.total"
            printed = batch.cell(path)
            parts = batch.total(*(each for each in _cells(edition, row) if each != path))
            known = np.where(printed >= 0, printed, parts)
            total, complete = total + known, complete & (known >= 0)
        sums[complete] = total[complete]
    return sums


def row_sum(report: Report, edition: Edition, row: str) -> Known:
    """The printed total of a row, or else the sum of its kinds of applicants."""
    path = f"requests.{row}.total"
    printed = count_at(report, path)
    if printed is not None:
        return Known(printed, True, (path,))
    cells = [each for each in _cells(edition, row) if each != path]
    values = [count_at(report, each) for each in cells]
    filled = [(cell, value) for cell, value in zip(cells, values, strict=True) if value is not None]
    return Known(
        sum(value for _, value in filled),
        len(filled) == len(cells),
        tuple(cell for cell, value in filled if value),
    )


def _rows(edition: Edition, kind: str) -> list[str]:
    prefix = _PREFIXES[kind]
    rows = [row.key for block in edition.table("requests").blocks for row in block.rows]
    if kind in ("granted", "granted_in_part"):
        return [row for row in rows if row == prefix]
    return [row for row in rows if row.startswith(prefix)]


def _cells(edition: Edition, row: str) -> list[str]:
    table = edition.table("requests")
    return [cell.path for cell in table.cells if cell.row == row]
