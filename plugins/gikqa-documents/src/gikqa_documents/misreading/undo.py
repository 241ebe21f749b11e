"""Every way in which one slip of reading can be undone in a table."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

Cells = list[int | None]
"""The counts of a table in printed order, None where nothing was read."""

_FACTORS = (10, 100, 1_000, 10_000)
_MOST_PAGES = 30
_FEWEST_SHIFTED = 3
"""Filled rows below one typed twice; an author who copies a row leaves those below in place."""


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

    `operator` and `places` are what the export says of it: the kind of slip, and positions of the
    cells by which its place is named. `telling`: whether no author makes such a mistake. If of two
    swapped lines one is all zeros, an author may have filled in the wrong line. `leaves_open`:
    numbers fell off that nothing printed can confirm, so that the slip explains more by chance.
    """

    name: str
    operator: str
    places: tuple[int, ...]
    changes: dict[int, int | None]
    telling: bool = True
    leaves_open: bool = False


def undone(cells: Cells, rows: Sequence[Line], columns: Sequence[Line]) -> Iterator[Undone]:
    """Each slip of one line, of two lines or of the whole table that its cells leave possible."""
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
    yield from _filled_rows(cells, rows)
    if len(rows) > 1:
        yield from _moved_in_the_flow(cells, rows)


def _change(
    operator: str, name: str, at: int, cells: Cells, line: Line, values: Sequence[int | None]
) -> Iterator[Undone]:
    changes = {
        at: value
        for at, value in zip(line.cells, values, strict=True)
        if value != cells[at] or value is None
    }
    if changes:
        yield Undone(f"{name} {line.kind} {line.key}", operator, (line.cells[at],), changes)


def _moved_cells(cells: Cells, line: Line) -> Iterator[Undone]:
    """A cell was lost, and the others moved up; or an empty one came in and moved them down."""
    values, off = [cells[at] for at in line.cells], "shifted-by-one"
    for place in range(len(values) - 1):
        if values[-1] is None and values[place] is not None:
            name = "shift-right-by-one in" if not place else f"lost-cell {line.names[place]} in"
            right = [*values[:place], None, *values[place:-1]]
            yield from _change(off, name, place, cells, line, right)
        if values[place] is None and any(value is not None for value in values[place + 1 :]):
            name = "shift-left-by-one in" if not place else f"extra-cell {line.names[place]} in"
            left = [*values[:place], *values[place + 1 :], None]
            yield from _change(off, name, place, cells, line, left)


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
            apart += values[blank + 1 :]
            name = f"lost-separator {line.names[place]} in"
            yield from _change("numbers-joined", name, place, cells, line, apart)


def zeros_apart(cells: Cells, lines: Iterable[Line], joined: Container[int]) -> Iterator[Undone]:
    """A zero and the number after it were read as one, as 00 and 07 show that nobody prints.

    joined: the positions of such numbers.
    """
    for line in lines:
        values = [cells[at] for at in line.cells]
        for place, at in enumerate(line.cells):
            if at in joined and None in values[place + 1 :]:
                blank = values.index(None, place + 1)
                apart = [*values[:place], 0, *values[place:blank], *values[blank + 1 :]]
                name = f"lost-separator {line.names[place]} in"
                yield from _change("numbers-joined", name, place, cells, line, apart)


def _scaled(cells: Cells, line: Line) -> Iterator[Undone]:
    """All numbers of a line were read in another unit."""
    values = [cells[at] for at in line.cells]
    operator = "other-unit" if line.kind == "row" else "other-unit-of-column"
    for factor in _FACTORS:
        if all(value is None or value % factor == 0 for value in values):
            smaller = [None if value is None else value // factor for value in values]
            yield from _change(operator, f"unit-factor-{factor} in", 0, cells, line, smaller)
        larger = [None if value is None else value * factor for value in values]
        yield from _change(operator, f"unit-factor-1/{factor} in", 0, cells, line, larger)


def _swapped(cells: Cells, pairs_of_lines: Iterable[tuple[Line, Line]]) -> Iterator[Undone]:
    """Two lines changed places."""
    for one, other in pairs_of_lines:
        filled = all(any(cells[at] for at in line.cells) for line in (one, other))
        if len(one.cells) == len(other.cells):
            pairs = [*zip(one.cells, other.cells, strict=True)]
            changes = {at: cells[of] for at, of in pairs} | {of: cells[at] for at, of in pairs}
            changes = {at: value for at, value in changes.items() if value != cells[at]}
            if changes:
                name = f"swapped-{one.kind}s {one.key} and {other.key}"
                yield Undone(name, f"{one.kind}s-exchanged", pairs[0], changes, filled)


def _moved_lines(cells: Cells, lines: Sequence[Line]) -> Iterator[Undone]:
    """A whole line was lost, and the lines after it moved up; or an empty one came in."""
    if len({len(line.cells) for line in lines}) != 1:
        return
    table = [[cells[at] for at in line.cells] for line in lines]
    empty: list[int | None] = [None] * len(table[0])
    for place, line in enumerate(lines[:-1]):
        kind, at = line.kind, line.cells[:1]
        if table[-1] == empty and table[place] != empty:
            moved = _between(cells, lines, [*table[:place], empty, *table[place:-1]])
            yield Undone(f"lost-{kind} {line.key}", f"{kind}-lost", at, moved)
        if table[place] == empty and table[place + 1] != empty:
            moved = _between(cells, lines, [*table[:place], *table[place + 1 :], empty])
            yield Undone(f"extra-{kind} {line.key}", f"{kind}-added", at, moved)


def _filled_rows(cells: Cells, rows: Sequence[Line]) -> Iterator[Undone]:
    """A row that is none of the form moved those below it down, and the last one fell off.

    If it holds the numbers of a neighbour, an author may have typed these twice, unless several
    filled rows below moved as well; if it holds nothing but zeros, an author may have filled in the
    line below.
    """
    if len(rows) < 2 or len({len(line.cells) for line in rows}) != 1:
        return
    table = [[cells[at] for at in line.cells] for line in rows]
    filled = [[value or 0 for value in values] for values in table]
    for place, line in enumerate(rows):
        own = filled[place]
        around = (*filled[max(place - 1, 0) : place], *filled[place + 1 : place + 2])
        above = [values for values in filled[:place] if any(values)]
        is_sum = len(above) > 1 and own == [sum(column) for column in zip(*above, strict=True)]
        # To leave out one of two equal rows is the same, whichever it is.
        if own in filled[max(place - 1, 0) : place] or (place == len(rows) - 1 and not is_sum):
            continue
        moved = _between(cells, rows, [*table[:place], *table[place + 1 :], [None] * len(own)])
        below = sum(any(values) for values in filled[place + 1 :] if values != own)
        twice = own in around and any(own)
        yield Undone(
            f"stray-row {line.key}",
            "total-as-data" if is_sum else "row-added",
            line.cells[:1],
            moved,
            telling=is_sum or (any(own) and (not twice or below >= _FEWEST_SHIFTED)),
            leaves_open=not is_sum and not twice,
        )


def _moved_in_the_flow(cells: Cells, rows: Sequence[Line]) -> Iterator[Undone]:
    """A number was lost, or one that is none of the table came in, and all after it moved."""
    for row in rows:
        for at, name in zip(row.cells, row.names, strict=True):
            value, last = cells[at], len(cells) - 1
            if value is not None and at < last and cells[-1] is None:
                later = _from(at, cells, [None, *cells[at:-1]])
                yield Undone(f"lost-number {row.key}.{name}", "shifted-by-one", (at,), later)
            # What is printed around the number of a page makes it unreadable: a blank.
            if at < last and (value is None or 0 < value <= _MOST_PAGES):
                earlier = _from(at, cells, [*cells[at + 1 :], None])
                stray = f"stray-number {row.key}.{name}"
                last_one = value is not None and not any(cells[at + 1 :])
                yield Undone(stray, "stray-number", (at,), earlier, not last_one, not last_one)


def _from(place: int, cells: Cells, values: Sequence[int | None]) -> dict[int, int | None]:
    return {
        at: value for at, value in enumerate(values, place) if value != cells[at] or value is None
    }


def _between(
    cells: Cells, lines: Sequence[Line], moved: Sequence[Sequence[int | None]]
) -> dict[int, int | None]:
    return {
        at: value
        for line, values in zip(lines, moved, strict=True)
        for at, value in zip(line.cells, values, strict=True)
        if value != cells[at] or value is None
    }
