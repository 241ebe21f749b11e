"""Whether one mistake in reading, rather than the publisher, broke the sums of a table.

A report whose sums do not add up was printed wrongly or read wrongly. A slip of reading leaves
traces of a kind that no author makes: a row moved by one cell, two columns changed places, two
numbers run together. Each such slip is undone in turn; if exactly one way of undoing it makes every
identity of the table hold, that is said in a note. The values stay as they were read.

An office's own slip must never be excused. So a slip of reading has to explain two broken
identities or more and to move three filled cells or more, and it is not considered at all where
changing one cell, alone or with the total of its row, would mend the table as well.

Where undoing a slip of reading would mend the table, but so would something else, a note says that
it is unclear: the finding stays, but nobody can say for sure whose fault it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gikqa import reading_note
from gikqa.editions import Edition, Kind, Relation, Table
from gikqa_documents.misreading.undo import Cells, Line, Undone, undone

_FEWEST_BROKEN = 2
_FEWEST_MOVED = 3

# Terms of both sides of an identity: positions of cells.
_Sum = tuple[tuple[int, ...], tuple[int, ...]]


def reading_notes(edition: Edition, values: Mapping[str, int | Decimal | None]) -> Iterator[str]:
    """A note for each table of counts that a slip of reading explains, or may explain."""
    for table in edition.tables:
        if all(cell.kind is Kind.COUNT for cell in table.cells):
            check = _Check(edition, table, values)
            if (slip := check.slip()) is not None:
                yield reading_note(table.key, f"{slip} makes every identity hold")
            elif (slip := check.possible_slip()) is not None:
                explanation = f"{slip} would make every identity hold"
                yield reading_note(table.key, explanation, unclear=True)


class _Check:
    """The cells of one table as a list, and its identities as positions in that list."""

    def __init__(
        self, edition: Edition, table: Table, values: Mapping[str, int | Decimal | None]
    ) -> None:
        place = {cell.path: at for at, cell in enumerate(table.cells)}
        self._cells: Cells = [_whole(values.get(path)) for path in place]
        self._sums: list[_Sum] = [
            (tuple(place[path] for path in one.left), tuple(place[path] for path in one.right))
            for one in edition.identities
            if one.relation is Relation.EQUAL
            and not one.constant
            and place.keys() >= set(one.cells)
        ]
        self._of_cell: dict[int, list[_Sum]] = {}
        for one in self._sums:
            for at in one[0] + one[1]:
                self._of_cell.setdefault(at, []).append(one)
        self._rows = _rows(table)
        self._columns = _columns(table)

        self._broken = [one for one in self._sums if _is_broken(one, self._cells)]

    def slip(self) -> str | None:
        """The name of the only slip of reading that explains the table; None if there is none."""
        if len(self._broken) < _FEWEST_BROKEN or self._is_slip_of_the_office():
            return None
        found: dict[tuple[int | None, ...], str] = {}
        for one in undone(self._cells, self._rows, self._columns):
            mended = self._mended(one) if one.telling else None
            if mended is not None and self._moved(mended) >= _FEWEST_MOVED:
                found.setdefault(tuple(mended), one.name)
                if len(found) > 1:
                    return None
        return next(iter(found.values()), None)

    def possible_slip(self) -> str | None:
        """Some slip of reading that explains the table, though others may do so as well."""
        if not self._broken:
            return None
        slips = undone(self._cells, self._rows, self._columns)
        return next((one.name for one in slips if self._mended(one) is not None), None)

    def _mended(self, one: Undone) -> Cells | None:
        """The table with a slip undone, if that makes every identity hold."""
        if not all(any(at in one.changes for at in left + right) for left, right in self._broken):
            return None
        cells = self._cells.copy()
        for at, value in one.changes.items():
            cells[at] = value
        return self._completed(cells)

    def _moved(self, mended: Cells) -> int:
        return sum((new or 0) != (old or 0) for new, old in zip(mended, self._cells, strict=True))

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

    def _is_slip_of_the_office(self) -> bool:
        """Whether changing one cell, or one cell and the total of its row, mends the table."""
        suspects = set.intersection(*(set(left + right) for left, right in self._broken))
        if any(self._mends((at,)) for at in suspects):
            return True
        return any(self._mends((at, row.cells[-1])) for row in self._rows for at in row.cells[:-1])

    def _mends(self, places: tuple[int, ...]) -> bool:
        """Whether every identity holds once these cells are changed by the same number."""
        gaps = set()
        for left, right in self._broken:
            weight = sum((at in left) - (at in right) for at in places)
            gap = _known(right, self._cells) - _known(left, self._cells)
            if not weight or gap % weight:
                return False
            gaps.add(gap // weight)
        cells = self._cells.copy()
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


def _columns(table: Table) -> list[Line]:
    """The columns, from the first row of the table to the last; none if its blocks differ."""
    rows = _rows(table)
    if len({row.names for row in rows}) != 1:
        return []
    keys = tuple(row.key for row in rows)
    return [
        Line("column", key, tuple(row.cells[at] for row in rows), keys)
        for at, key in enumerate(rows[0].names)
    ]


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
