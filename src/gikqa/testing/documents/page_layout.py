"""The statutory tables as they are printed, built from an edition alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby

from gikqa.editions import Block, Kind, Line, Table
from gikqa.testing.documents.grid import Grid, GridCell

CORNER = "信息内容"  # printed above the row labels of table 二; no edition counts it as a label


@dataclass(frozen=True)
class Shape:
    """Liberties that offices take with the official tables.

    note: whether table 三 prints its note in the corner. uneven: table 二 has a column to spare,
    so heads and values are merged differently. apart: table 四 falls into one table a kind of
    case. split_heads: heads are not merged downwards, an empty cell is under them.
    """

    note: bool = True
    uneven: bool = False
    apart: bool = False
    split_heads: bool = False


@dataclass(frozen=True)
class Texts:
    """What is printed: `label(table, line)` for a row or a column, `value(path)` for a cell."""

    label: Callable[[Table, Line], str]
    value: Callable[[str], str]


@dataclass
class _Sheet:
    """A grid while it is being filled."""

    table: Table
    texts: Texts
    cells: list[GridCell] = field(default_factory=list)

    def put(self, text: str, row: int, column: int, height: int = 1, width: int = 1) -> None:
        self.cells.append(GridCell(text, row, column, height, width))

    def value(self, at: tuple[int, int], row: Line, column: Line, width: int = 1) -> None:
        path = f"{self.table.key}.{row.key}.{column.key}"
        self.cells.append(GridCell(self.texts.value(path), *at, width=width, path=path))


def grids(table: Table, texts: Texts, shape: Shape) -> list[Grid]:
    """The printed tables that a statutory table consists of.

    Raises KeyError for a table that the forms of 2019 and 2021 do not have.
    """
    return _LAYOUTS[table.key](_Sheet(table, texts), shape)


def _stacked(sheet: _Sheet, shape: Shape) -> list[Grid]:
    """Table 二: one block under the other, each with a line of heads of its own."""
    blocks = sheet.table.blocks
    width = max(len(block.columns) for block in blocks) + shape.uneven
    at = 0
    for block in blocks:
        sheet.put(block.label, at, 0, width=1 + width)
        sheet.put(CORNER, at + 1, 0)
        middle = min(1, len(block.columns) - 1)
        for column, (start, span) in zip(
            block.columns, _spread(len(block.columns), width, middle), strict=True
        ):
            sheet.put(sheet.texts.label(sheet.table, column), at + 1, 1 + start, width=span)
        # Where a change is between two numbers, real pages merge the values elsewhere than
        # the heads: 上一年项目数量 is one column wide, the number under it two.
        shifted = shape.uneven and any(column.kind is Kind.SIGNED for column in block.columns)
        places = list(_spread(len(block.columns), width, 0 if shifted else middle))
        for down, row in enumerate(block.rows, at + 2):
            sheet.put(sheet.texts.label(sheet.table, row), down, 0)
            for column, (start, span) in zip(block.columns, places, strict=True):
                sheet.value((down, 1 + start), row, column, span)
        at += 2 + len(block.rows)
    return [Grid(tuple(sheet.cells), stub=1)]


def _spread(count: int, width: int, wide: int) -> Iterator[tuple[int, int]]:
    """Start and span of `count` cells over `width` columns; `wide` gets what is left over."""
    start = 0
    for number in range(count):
        span = width // count + (width % count if number == wide else 0)
        yield start, span
        start += span


def _crossed(sheet: _Sheet, shape: Shape) -> list[Grid]:
    """Table 三: grouped rows cross grouped columns."""
    table, (block,) = sheet.table, sheet.table.blocks
    rows = [(*row.within, sheet.texts.label(table, row)) for row in block.rows]
    columns = [(*column.within, sheet.texts.label(table, column)) for column in block.columns]
    stub, heads = max(map(len, rows)), 1 + max(map(len, columns))
    sheet.put(table.note or "" if shape.note else "", 0, 0, heads, stub)
    sheet.put(block.label, 0, stub, width=len(columns))
    for text, level, start, count, deep in _branches(columns, heads - 1):
        sheet.put(text, 1 + level, stub + start, deep, count)
    for text, level, start, count, deep in _branches(rows, stub):
        sheet.put(text, heads + start, level, count, deep)
    for down, row in enumerate(block.rows, heads):
        for right, column in enumerate(block.columns, stub):
            sheet.value((down, right), row, column)
    return [_with_heads(sheet, heads, stub, shape)]


def _abreast(sheet: _Sheet, shape: Shape) -> list[Grid]:
    """Table 四: each row of the edition is a group of columns; all values are in one row."""
    lines = [(block, row) for block in sheet.table.blocks for row in block.rows]
    if not shape.apart:
        return [_one_line(sheet, lines, shape)]
    return [_one_line(_Sheet(sheet.table, sheet.texts), [line], shape) for line in lines]


def _one_line(sheet: _Sheet, lines: Sequence[tuple[Block, Line]], shape: Shape) -> Grid:
    columns = [(row, column) for block, row in lines for column in block.columns]
    paths: list[tuple[str, ...]] = []
    for block, row in lines:
        # 行政复议 is the label of its block and of its only row, but is printed once.
        groups = list(dict.fromkeys([block.label, *row.within, row.label]))
        groups[-1] = sheet.texts.label(sheet.table, row)
        paths += [(*groups, sheet.texts.label(sheet.table, column)) for column in block.columns]
    heads = max(map(len, paths))
    for text, level, start, count, deep in _branches(paths, heads):
        sheet.put(text, level, start, deep, count)
    for right, (row, column) in enumerate(columns):
        sheet.value((heads, right), row, column)
    return _with_heads(sheet, heads, 0, shape)


def _with_heads(sheet: _Sheet, heads: int, stub: int, shape: Shape) -> Grid:
    cells = sheet.cells
    if shape.split_heads:
        cells = [
            part
            for cell in cells
            for part in (_split(cell) if cell.row < heads and cell.column >= stub else [cell])
        ]
    return Grid(tuple(cells), heads, stub)


def _split(cell: GridCell) -> list[GridCell]:
    return [
        replace(cell, text="" if down else cell.text, row=cell.row + down, height=1)
        for down in range(cell.height)
    ]


def _branches(
    paths: Sequence[tuple[str, ...]], depth: int
) -> Iterator[tuple[str, int, int, int, int]]:
    """Labels over lines: text, level, first line, number of lines, number of levels.

    Neighbours share the groups that enclose them; a label of its own takes all levels that are
    left, and is never merged with an equal neighbour (a slip may print one label twice).
    """
    for level in range(depth):
        for _, run in groupby(enumerate(paths), key=partial(_shared, level)):
            members = list(run)
            start, path = members[0]
            if level < len(path):
                leaf = level == len(path) - 1
                yield path[level], level, start, len(members), depth - level if leaf else 1


def _shared(level: int, item: tuple[int, tuple[str, ...]]) -> tuple[object, ...]:
    number, path = item
    return path[: level + 1] if level < len(path) - 1 else (number,)


_LAYOUTS: dict[str, Callable[[_Sheet, Shape], list[Grid]]] = {
    "disclosure": _stacked,
    "requests": _crossed,
    "disputes": _abreast,
}
