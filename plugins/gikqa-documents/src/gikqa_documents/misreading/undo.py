"""Every way in which one slip of reading can be undone in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

Cells = list[int | None]
"""The counts of a table in printed order, None where nothing was read."""

_FACTORS = (10, 100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: positions of its cells, and the keys of the lines that cross it."""

    kind: str
    key: str
    cells: tuple[int, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """The name of a slip, and the cells that change when it is undone; None: unknown.

    `telling`: whether no author makes such a mistake. If of two swapped lines one is all zeros, an
    author may have filled in the wrong line.
    """

    name: str
    changes: dict[int, int | None]
    telling: bool = True


def undone(cells: Cells, rows: Sequence[Line], columns: Sequence[Line]) -> Iterator[Undone]:
    """Each slip of one line or of two lines that the table as read leaves possible."""
    for line in (*rows, *columns):
        yield from _moved_cells(cells, line)
        yield from _run_together(cells, line)
        yield from _scaled(cells, line)
    # Only neighbouring rows are mistaken for each other; heads of columns may be lost or read in
    # another order anywhere.
    yield from _swapped(cells, pairwise(rows))
    yield from _swapped(cells, combinations(columns, 2))
    for lines in (rows, columns):
        yield from _moved_lines(cells, lines)


def _change(name: str, cells: Cells, line: Line, values: Sequence[int | None]) -> Iterator[Undone]:
    changes = {
        at: value
        for at, value in zip(line.cells, values, strict=True)
        if value != cells[at] or value is None
    }
    if changes:
        yield Undone(f"{name} {line.kind} {line.key}", changes)


def _moved_cells(cells: Cells, line: Line) -> Iterator[Undone]:
    """A cell was lost, and the others moved up; or an empty one came in and moved them down."""
    values = [cells[at] for at in line.cells]
    for place in range(len(values) - 1):
        if values[-1] is None and values[place] is not None:
            name = "shift-right-by-one in" if not place else f"lost-cell {line.names[place]} in"
            yield from _change(name, cells, line, [*values[:place], None, *values[place:-1]])
        if values[place] is None and any(value is not None for value in values[place + 1 :]):
            name = "shift-left-by-one in" if not place else f"extra-cell {line.names[place]} in"
            yield from _change(name, cells, line, [*values[:place], *values[place + 1 :], None])


def _run_together(cells: Cells, line: Line) -> Iterator[Undone]:
    """Two numbers were read as one, and those after them moved up to a blank."""
    values = [cells[at] for at in line.cells]
    for place, value in enumerate(values):
        if value is None or value < 10 or None not in values[place + 1 :]:
            continue
        blank = values.index(None, place + 1)
        digits = str(value)
        for split in range(1, len(digits)):
            one, other = digits[:split], digits[split:]
            if len(other) > 1 and other[0] == "0":
                continue  # nobody prints 07
            apart = [*values[:place], int(one), int(other), *values[place + 1 : blank]]
            name = f"lost-separator {line.names[place]} in"
            yield from _change(name, cells, line, [*apart, *values[blank + 1 :]])


def _scaled(cells: Cells, line: Line) -> Iterator[Undone]:
    """All numbers of a line were read in another unit."""
    values = [cells[at] for at in line.cells]
    for factor in _FACTORS:
        if all(value is None or value % factor == 0 for value in values):
            smaller = [None if value is None else value // factor for value in values]
            yield from _change(f"unit-factor-{factor} in", cells, line, smaller)
        larger = [None if value is None else value * factor for value in values]
        yield from _change(f"unit-factor-1/{factor} in", cells, line, larger)


def _swapped(cells: Cells, pairs_of_lines: Iterable[tuple[Line, Line]]) -> Iterator[Undone]:
    """Two lines changed places."""
    for one, other in pairs_of_lines:
        filled = all(any(cells[at] for at in line.cells) for line in (one, other))
        if len(one.cells) == len(other.cells):
            pairs = [*zip(one.cells, other.cells, strict=True)]
            changes = {at: cells[of] for at, of in pairs} | {of: cells[at] for at, of in pairs}
            changes = {at: value for at, value in changes.items() if value != cells[at]}
            if changes:
                yield Undone(f"swapped-{one.kind}s {one.key} and {other.key}", changes, filled)


def _moved_lines(cells: Cells, lines: Sequence[Line]) -> Iterator[Undone]:
    """A whole line was lost, and the lines after it moved up; or an empty one came in."""
    if len({len(line.cells) for line in lines}) != 1:
        return
    table = [[cells[at] for at in line.cells] for line in lines]
    empty: list[int | None] = [None] * len(table[0])
    for place, line in enumerate(lines[:-1]):
        if table[-1] == empty and table[place] != empty:
            moved = [*table[:place], empty, *table[place:-1]]
            yield Undone(f"lost-{line.kind} {line.key}", _between(cells, lines, moved))
        if table[place] == empty and table[place + 1] != empty:
            moved = [*table[:place], *table[place + 1 :], empty]
            yield Undone(f"extra-{line.kind} {line.key}", _between(cells, lines, moved))


def _between(
    cells: Cells, lines: Sequence[Line], moved: Sequence[Sequence[int | None]]
) -> dict[int, int | None]:
    return {
        at: value
        for line, values in zip(lines, moved, strict=True)
        for at, value in zip(line.cells, values, strict=True)
        if value != cells[at] or value is None
    }
