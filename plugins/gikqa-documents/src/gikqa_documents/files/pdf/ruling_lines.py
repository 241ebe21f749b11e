"""The ruling lines of a page as grids of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gikqa_documents.files.pdf.load import Rule

# Points. Word draws each border of each cell; pieces of one line differ by the width of a pen.
_SAME_LINE = 2.0
_JOINT = 3.0
_OPEN_SIDE = 6.0
_SHORTEST = 4.0
_MOST_CROSSINGS = 250_000  # pairs of lines; a page of tables has some 600, a map millions


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line: where it is, and from where to where it goes."""

    at: float
    start: float
    stop: float

    def meets(self, other: Line) -> bool:
        """Whether a line at right angles touches this one."""
        return (
            self.start - _JOINT <= other.at <= self.stop + _JOINT
            and other.start - _JOINT <= self.at <= other.stop + _JOINT
        )


@dataclass(frozen=True)
class Grid:
    """Cells of a ruled table.

    `xs` and `ys` are its lines; `owner[row][column]` is the number of the cell that holds this
    field, and `spans[number]` are the fields of a cell: top, left, bottom, right, ends excluded.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[int, ...], ...]
    spans: tuple[tuple[int, int, int, int], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell around a point."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.owner) and 0 <= column < len(self.owner[0]):
            return self.owner[row][column]
        return None

    @property
    def area(self) -> float:
        """Square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The grids on a page, smallest first, because grids may lie inside others."""
    across = _merged(
        ((rule.top + rule.bottom) / 2, rule.left, rule.right)
        for rule in rules
        if rule.bottom - rule.top <= _SAME_LINE < rule.right - rule.left
    )
    down = _merged(
        ((rule.left + rule.right) / 2, rule.top, rule.bottom)
        for rule in rules
        if rule.right - rule.left <= _SAME_LINE < rule.bottom - rule.top
    )
    if len(across) * len(down) > _MOST_CROSSINGS:
        return []
    grids = [_grid(*part) for part in _connected(across, down)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.area)


def _merged(lines: Iterable[tuple[float, float, float]]) -> list[Line]:
    """Lines put together from pieces that continue or cover each other."""
    found: list[Line] = []
    group: list[tuple[float, float, float]] = []
    for line in sorted(lines):
        if group and line[0] - group[0][0] > _SAME_LINE:
            found += _joined(group)
            group = []
        group.append(line)
    found += _joined(group)
    return [line for line in found if line.stop - line.start >= _SHORTEST]


def _joined(pieces: Sequence[tuple[float, float, float]]) -> list[Line]:
    found: list[Line] = []
    for at, start, stop in sorted(pieces, key=lambda piece: piece[1]):
        if found and start <= found[-1].stop + _JOINT:
            last = found[-1]
            found[-1] = Line(last.at, last.start, max(last.stop, stop))
        else:
            found.append(Line(at, start, stop))
    return found


def _connected(across: Sequence[Line], down: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Groups of lines that cross one another; a line that crosses none belongs to no table."""
    parent = list(range(len(across) + len(down)))
    crossed = set()
    for i, one in enumerate(across):
        for j, other in enumerate(down, len(across)):
            if one.meets(other):
                crossed |= {i, j}
                parent[_root(parent, i)] = _root(parent, j)
    parts: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for at, line in enumerate((*across, *down)):
        if at in crossed:
            parts[_root(parent, at)][at >= len(across)].append(line)
    return list(parts.values())


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _grid(across: list[Line], down: list[Line]) -> Grid | None:
    """The cells between lines; None where they are no rectangles, or only one."""
    left, right = min(line.start for line in across), max(line.stop for line in across)
    top, bottom = min(line.start for line in down), max(line.stop for line in down)
    # Tables may be open at the sides, and at the bottom of a page if they continue on the next.
    down = _closed(down, left, right, top, bottom)
    across = _closed(across, top, bottom, left, right)
    xs, ys = _places(down), _places(across)
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1 or width * height < 2:
        return None
    # walls[k]: the fields along line k that this line separates from those before it
    down_walls, across_walls = _walls(xs, ys, down), _walls(ys, xs, across)
    parent = list(range(width * height))
    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and row not in down_walls[column + 1]:
                parent[_root(parent, here + 1)] = _root(parent, here)
            if row + 1 < height and column not in across_walls[row + 1]:
                parent[_root(parent, here + width)] = _root(parent, here)
    fields: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at in range(width * height):
        fields[_root(parent, at)].append(divmod(at, width))
    return _numbered(tuple(xs), tuple(ys), list(fields.values()))


def _closed(lines: list[Line], first: float, last: float, start: float, stop: float) -> list[Line]:
    places = [line.at for line in lines]
    closed = list(lines)
    if min(places) - first > _OPEN_SIDE:
        closed.append(Line(first, start, stop))
    if last - max(places) > _OPEN_SIDE:
        closed.append(Line(last, start, stop))
    return closed


def _places(lines: Sequence[Line]) -> list[float]:
    places: list[float] = []
    for at in sorted(line.at for line in lines):
        if not places or at - places[-1] > _JOINT:
            places.append(at)
    return places


def _walls(
    places: Sequence[float], steps: Sequence[float], lines: Sequence[Line]
) -> list[set[int]]:
    walls: list[set[int]] = [set() for _ in places]
    middles = [(a + b) / 2 for a, b in pairwise(steps)]
    for line in lines:
        number = bisect_right(places, line.at + 0.01) - 1
        walls[number].update(k for k, m in enumerate(middles) if line.start <= m <= line.stop)
    return walls


def _numbered(
    xs: tuple[float, ...], ys: tuple[float, ...], cells: list[list[tuple[int, int]]]
) -> Grid | None:
    owner = [[0] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    spans = []
    for number, fields in enumerate(cells):
        rows, columns = [row for row, _ in fields], [column for _, column in fields]
        span = (min(rows), min(columns), max(rows) + 1, max(columns) + 1)
        if (span[2] - span[0]) * (span[3] - span[1]) != len(fields):
            return None  # a line is missing, and it cannot be known which
        spans.append(span)
        for row, column in fields:
            owner[row][column] = number
    return Grid(xs, ys, tuple(map(tuple, owner)), tuple(spans)) if len(spans) > 1 else None
