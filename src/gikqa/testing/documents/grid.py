"""A printed table as a grid of labels and values with their spans."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell: its text, the position of its first corner, the rows and columns it covers.

    `path` is the cell path of a value, None for a label.
    """

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1
    path: str | None = None


@dataclass(frozen=True)
class Grid:
    """A printed table. The first `heads` rows and the first `stub` columns hold labels only."""

    cells: tuple[GridCell, ...]
    heads: int = 0
    stub: int = 0

    @cached_property
    def rows(self) -> list[list[GridCell]]:
        """The cell that covers each position; ValueError if a position has none, or two."""
        height = max(cell.row + cell.height for cell in self.cells)
        width = max(cell.column + cell.width for cell in self.cells)
        found: dict[tuple[int, int], GridCell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.height):
                for column in range(cell.column, cell.column + cell.width):
                    if (row, column) in found:
                        raise ValueError(f"two cells cover row {row}, column {column}")
                    found[row, column] = cell
        if len(found) < height * width:
            raise ValueError(f"{height * width - len(found)} positions of the table have no cell")
        return [[found[row, column] for column in range(width)] for row in range(height)]

    @property
    def own(self) -> list[list[GridCell]]:
        """The cells that begin in each row."""
        return [
            [cell for at, cell in enumerate(cells) if (cell.row, cell.column) == (number, at)]
            for number, cells in enumerate(self.rows)
        ]

    def between(self, start: int, stop: int) -> Grid:
        """The rows from `start` to `stop`; a cell cut in two keeps its text in the upper half."""
        parts = [
            replace(
                cell,
                text=cell.text if cell.row >= start else "",
                row=max(cell.row, start) - start,
                height=min(cell.row + cell.height, stop) - max(cell.row, start),
            )
            for cell in self.cells
            if cell.row < stop and cell.row + cell.height > start
        ]
        return Grid(tuple(parts), max(0, self.heads - start), self.stub)

    def below(self, other: Grid) -> Grid:
        """This grid with another of the same width on top of it."""
        down = len(other.rows)
        moved = (replace(cell, row=cell.row + down) for cell in self.cells)
        return Grid((*other.cells, *moved), other.heads, self.stub)
