"""Ways in which a sound table is read wrongly, beyond those that `named_faults` has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from gikqa.editions import Edition, Kind, Table
from gikqa.testing.faults import Fault, Value

READING = frozenset({"swapped-columns", "shifted-row", "shifted-column"})
"""The faults of `named_faults` that readers make; the others are made by the public body."""

_FACTOR = 10_000


def reading_faults(cells: Mapping[str, Value], edition: Edition) -> Iterator[Fault]:
    """Every further slip of reading that alters a table of counts, in printed order.

    `empty-cell` (an empty cell came into a row, the rest moved down and the last number fell off),
    `lost-separator` (two neighbours run together, the rest of the row moved up), `unit-factor` (a
    row a ten thousand times too large), `swapped-rows` (two neighbours), `lost-row` (the rows after
    it moved up and the last one is blank).
    """
    for table in edition.tables:
        if any(cell.kind is not Kind.COUNT for cell in table.cells):
            continue
        for name, changes in _slips(table, cells):
            changed = {path: value for path, value in changes.items() if value != cells[path]}
            if changed:
                yield Fault(name, changed)


def _slips(table: Table, cells: Mapping[str, Value]) -> Iterator[tuple[str, dict[str, Value]]]:
    for block in table.blocks:
        grid = [
            [f"{table.key}.{row.key}.{column.key}" for column in block.columns]
            for row in block.rows
        ]
        for row in grid:
            values = [cells[path] for path in row]
            for name, read in _row_slips(values):
                yield name, dict(zip(row, read, strict=True))
        for one, other in pairwise(grid):
            yield (
                "swapped-rows",
                {
                    at: cells[of]
                    for a, b in zip(one, other, strict=True)
                    for at, of in ((a, b), (b, a))
                },
            )
        for lost in range(len(grid) - 1):
            moved = {
                at: cells[of]
                for row, below in pairwise(grid[lost:])
                for at, of in zip(row, below, strict=True)
            }
            yield "lost-row", moved | dict.fromkeys(grid[-1])


def _row_slips(values: Sequence[Value]) -> Iterator[tuple[str, list[Value]]]:
    for place in range(len(values) - 1):
        yield "empty-cell", [*values[:place], None, *values[place:-1]]
        one, other = values[place], values[place + 1]
        if one and other is not None:  # 0 and 5 joined read as 5, which is no change
            glued = int(f"{one}{other}")
            yield "lost-separator", [*values[:place], glued, *values[place + 2 :], None]
    yield "unit-factor", [None if value is None else value * _FACTOR for value in values]
