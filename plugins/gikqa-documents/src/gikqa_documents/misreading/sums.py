"""The cells of one table as a list, and its identities as positions in that list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gikqa.editions import Edition, Relation, Table
from gikqa_documents.misreading.undo import Cells, Line

# Terms of both sides of an identity: positions of cells.
_Sum = tuple[tuple[int, ...], tuple[int, ...]]


class Sums:
    """A table as it was read: what is broken in it, and what would mend it."""

    def __init__(
        self, edition: Edition, table: Table, values: Mapping[str, int | Decimal | None]
    ) -> None:
        place = {cell.path: at for at, cell in enumerate(table.cells)}
        self.paths = list(place)
        self.cells: Cells = [_whole(values.get(path)) for path in place]
        self._sums: list[_Sum] = [
            (tuple(place[path] for path in one.left), tuple(place[path] for path in one.right))
            for one in edition.identities
            if one.relation is Relation.EQUAL
            and not one.constant
            and place.keys() >= set(one.cells)
        ]
        self.broken = [one for one in self._sums if _is_broken(one, self.cells)]
        self._of_cell: dict[int, list[_Sum]] = {}
        if self.broken:
            for one in self._sums:
                for at in one[0] + one[1]:
                    self._of_cell.setdefault(at, []).append(one)
        self.rows = _rows(table)
        self.columns = _columns(self.rows)
        self.flow = _flow(self.rows)

    def name_of(self, at: int) -> str:
        """Row and column of a cell, such as `granted.total`."""
        return self.paths[at].partition(".")[2]

    def mended(self, changes: Mapping[int, int | None]) -> Cells | None:
        """The table with these changes, if they make every identity hold."""
        if not all(any(at in changes for at in left + right) for left, right in self.broken):
            return None
        cells = self.cells.copy()
        for at, value in changes.items():
            cells[at] = value
        return self._completed(cells)

    def moved(self, mended: Cells) -> int:
        """How many cells of a mended table hold another number than was read."""
        return sum((new or 0) != (old or 0) for new, old in zip(mended, self.cells, strict=True))

    def made_equal(self, changes: Mapping[int, int | None]) -> int:
        """How many broken identities hold with these changes while blanks count as nothing."""
        cells = self.cells.copy()
        for at, value in changes.items():
            cells[at] = value
        sides = [(_known(left, cells), _known(right, cells)) for left, right in self.broken]
        return sum(left == right > 0 for left, right in sides)

    def _completed(self, cells: Cells) -> Cells | None:
        """The table with every blank filled in that follows from the others; None if it fails."""
        waiting = list(self._sums)
        while True:
            later = []
            for one in waiting:
                left, right = one
                blanks = [at for at in left + right if cells[at] is None]
                if len(blanks) == 1:
                    gap = _known(right, cells) - _known(left, cells)
                    value = gap if blanks[0] in left else -gap
                    if value < 0:
                        return None
                    cells[blanks[0]] = value
                elif blanks:
                    later.append(one)
                    continue
                if _is_broken(one, cells):
                    return None
            if len(later) == len(waiting):
                return None if any(_is_broken(one, cells) for one in later) else cells
            waiting = later

    def single_repairs(self) -> Iterator[tuple[int, int]]:
        """Each cell that mends the table alone, and the number that it would have to hold."""
        left, right = self.broken[0]
        gap = _known(right, self.cells) - _known(left, self.cells)
        for at in sorted(set.intersection(*(set(one + other) for one, other in self.broken))):
            if self._mends((at,)):
                yield at, (self.cells[at] or 0) + (gap if at in left else -gap)

    def mended_by_one_cell(self) -> bool:
        """Whether changing one cell mends the table."""
        return next(self.single_repairs(), None) is not None

    def mended_by_cell_and_total(self) -> bool:
        """Whether changing one cell and the total of its row by the same number mends the table."""
        return any(self._mends((at, row.cells[-1])) for row in self.rows for at in row.cells[:-1])

    def mended_by_two_cells(self) -> bool:
        """Whether changing two cells by any numbers mends the table."""
        first = self.broken[0]
        for one in first[0] + first[1]:
            rest = [set(left + right) for left, right in self.broken if one not in left + right]
            others = set.intersection(*rest) if rest else set(range(len(self.cells)))
            if any(self._pair_mends(one, other) for other in sorted(others - {one})):
                return True
        return False

    def _pair_mends(self, one: int, other: int) -> bool:
        equations = self._equations((one, other))
        alone = next((gap // a for a, b, gap in equations if a and not b), None)
        beside = next((gap // b for a, b, gap in equations if b and not a), None)
        both = next(((a, b, gap) for a, b, gap in equations if a and b), None)
        if both is not None and (alone is None or beside is None):
            a, b, gap = both
            if alone is None:
                beside = beside or 0
                alone = (gap - b * beside) // a
            else:
                beside = (gap - a * alone) // b
        alone, beside = alone or 0, beside or 0
        return (
            (self.cells[one] or 0) + alone >= 0
            and (self.cells[other] or 0) + beside >= 0
            and all(a * alone + b * beside == gap for a, b, gap in equations)
        )

    def _equations(self, pair: tuple[int, int]) -> list[tuple[int, int, int]]:
        """How often both cells count in each identity without other blanks, and what it lacks."""
        one, other = pair
        own = self._of_cell.get(one, [])
        every = [*own, *(each for each in self._of_cell.get(other, []) if each not in own)]
        return [
            (
                (one in left) - (one in right),
                (other in left) - (other in right),
                _known(right, self.cells) - _known(left, self.cells),
            )
            for left, right in every
            if not any(self.cells[at] is None and at not in pair for at in left + right)
        ]

    def _mends(self, places: tuple[int, ...]) -> bool:
        """Whether every identity holds once these cells are changed by the same number."""
        gaps = set()
        for left, right in self.broken:
            weight = sum((at in left) - (at in right) for at in places)
            gap = _known(right, self.cells) - _known(left, self.cells)
            if not weight or gap % weight:
                return False
            gaps.add(gap // weight)
        cells = self.cells.copy()
        for at in places:
            cells[at] = (cells[at] or 0) + min(gaps)
        touched = [one for at in places for one in self._of_cell.get(at, ())]
        return (
            len(gaps) == 1
            and all((cells[at] or 0) >= 0 for at in places)
            and not any(_is_broken(one, cells) for one in touched)
        )


def _rows(table: Table) -> list[Line]:
    lines, start = [], 0
    for block in table.blocks:
        for row in block.rows:
            stop = start + len(block.columns)
            names = tuple(column.key for column in block.columns)
            lines.append(Line("row", row.key, tuple(range(start, stop)), names))
            start = stop
    return lines


def _columns(rows: Sequence[Line]) -> list[Line]:
    """The columns, from the first row of the table to the last; none if its blocks differ."""
    if len({row.names for row in rows}) != 1:
        return []
    keys = tuple(row.key for row in rows)
    return [
        Line("column", key, tuple(row.cells[at] for row in rows), keys)
        for at, key in enumerate(rows[0].names)
    ]


def _flow(rows: Sequence[Line]) -> Line:
    """All cells as one line, as where one row prints several rows of the form side by side."""
    names = tuple(f"{row.key}.{name}" for row in rows for name in row.names)
    return Line("table", "", tuple(at for row in rows for at in row.cells), names)


def _whole(value: int | Decimal | None) -> int | None:
    return None if value is None else int(value)


def _known(places: Sequence[int], cells: Cells) -> int:
    return sum(cells[at] or 0 for at in places)


def _is_broken(one: _Sum, cells: Cells) -> bool:
    """Whether no counts in place of the blanks could make the two sides equal."""
    left, right = one
    gap = _known(left, cells) - _known(right, cells)
    short = right if gap > 0 else left
    return gap != 0 and not any(cells[at] is None for at in short)
