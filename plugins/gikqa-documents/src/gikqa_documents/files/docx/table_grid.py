"""The grid of a Word table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from gikqa_documents.files.docx.markup import (
    CELL,
    ROW,
    VALUE,
    W,
    is_on,
    number_of,
    printed_children,
)

_MOST_SPAN = 100


class GridCell(NamedTuple):
    """A cell where it begins, and the columns that it covers."""

    row: int
    column: int
    width: int
    content: _Element


def grid_of(table: _Element) -> Iterator[GridCell]:
    """Each cell of a table once, where it begins; deleted and hidden rows are skipped."""
    above: set[int] = set()  # columns in which a cell of the row above may continue
    rows = (child for child in printed_children(table) if child.tag == ROW)
    for number, row in enumerate(row for row in rows if not _is_gone(row)):
        begun, above = _row(row, number, above)
        yield from begun


def _is_gone(row: _Element) -> bool:
    properties = row.find(W + "trPr")
    if properties is None:
        return False
    return properties.find(W + "del") is not None or is_on(properties, "hidden")


def _row(row: _Element, number: int, above: set[int]) -> tuple[list[GridCell], set[int]]:
    """The cells that begin in a row, and the columns in which cells may continue below it."""
    begun: list[GridCell] = []
    below: set[int] = set()
    column = min(number_of(row.find(W + "trPr"), "gridBefore") or 0, _MOST_SPAN)
    for cell in printed_children(row):
        properties = cell.find(W + "tcPr") if cell.tag == CELL else None
        if cell.tag != CELL or (properties is not None and _is_deleted(properties)):
            continue
        width = min(max(number_of(properties, "gridSpan") or 1, 1), _MOST_SPAN)
        downwards, sideways = _merge(properties, "vMerge"), _merge(properties, "hMerge")
        if downwards is not None:
            below.update(range(column, column + width))
        goes_on = downwards == "continue" and column in above
        if sideways == "continue" and begun and begun[-1].column + begun[-1].width == column:
            begun[-1] = begun[-1]._replace(width=begun[-1].width + width)
        elif not goes_on:
            # A cell that continues nothing is a cell of its own.
            begun.append(GridCell(number, column, width, cell))
        column += width
    return begun, below


def _is_deleted(properties: _Element) -> bool:
    return properties.find(W + "cellDel") is not None


def _merge(properties: _Element | None, name: str) -> str | None:
    """`restart`, `continue` or None; an element without a value means `continue`."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(VALUE, "continue")
