"""Integer Gauss–Jordan elimination on the rows of a component.

A row says that Σ coefficient · change of a cell is equal to a number. A statement with "at most"
becomes a row, too: an unknown of its own, which is not negative, fills what is missing. Rows are
never changed in place, so that the states of a search can share them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import gcd

from gikqa._repairs.components import Coefficients

Row = tuple[Coefficients, int]
"""Cell → its coefficient; and what the changes of these cells add up to."""


@dataclass(frozen=True)
class Rows:
    """Rows after the elimination of some cells.

    cells: how many there are; what has a higher number fills a row. checks: rows that none of these
    cells occurs in. solved: (cell, row), where the cell occurs in no other row.
    """

    cells: int
    checks: tuple[Row, ...]
    solved: tuple[tuple[int, Row], ...] = ()

    def without(self, cell: int) -> "Rows":
        """The same rows after the elimination of one more cell."""
        holding = [row for row in self.checks if cell in row[0]]
        if not holding:
            return self  # its changes are combinations of those of the eliminated cells
        pivot = min(holding, key=self._rank(cell))
        checks = (_less(row, pivot, cell) for row in self.checks if row is not pivot)
        solved = ((one, _less(row, pivot, cell)) for one, row in self.solved)
        kept = tuple(row for row in checks if row[0] or row[1])
        return Rows(self.cells, kept, (*solved, (cell, pivot)))

    def _rank(self, cell: int) -> Callable[[Row], tuple[bool, int, int]]:
        """Rows that determine the cell come first, and of these the simplest."""
        return lambda row: (max(row[0]) >= self.cells, abs(row[0][cell]), len(row[0]))

    def without_all(self, cells: Iterable[int]) -> "Rows":
        """The same rows after the elimination of these cells."""
        rows = self
        for cell in cells:
            rows = rows.without(cell)
        return rows


def _less(row: Row, pivot: Row, cell: int) -> Row:
    """The row without the cell, by subtraction of the pivot row."""
    terms, total = row
    share = terms.get(cell)
    if share is None:
        return row
    others, other_total = pivot
    by = others[cell]
    if by == 1 or by == -1:  # as in nearly every row of a form
        factor, scale = -share * by, 1
    else:
        common = gcd(share, by)
        factor, scale = -share // common, by // common
    result = {one: n * scale for one, n in terms.items()} if scale != 1 else dict(terms)
    for one, n in others.items():
        changed = result.get(one, 0) + factor * n
        if changed:
            result[one] = changed
        else:
            del result[one]
    total = total * scale + factor * other_total
    if scale != 1 and result:
        common = gcd(total, *result.values())
        if common > 1:
            result, total = {one: n // common for one, n in result.items()}, total // common
    return result, total
