"""What every format is turned into: paragraphs and sheets in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby


class Layout(Enum):
    """How much of the printed grid a format preserves."""

    SPANNED = auto()
    """Rows, columns and merged cells (HTML)."""
    COLUMNS = auto()
    """Rows and columns; a merged cell became several, all but one of them empty (pipes)."""
    ROWS = auto()
    """Rows and cells, no columns (a tab before each cell, an empty line after each row)."""
    LINES = auto()
    """Words in lines; labels may be broken, blank cells are lost (text of a PDF)."""
    STREAM = auto()
    """One cell after the other, blank cells kept, rows lost."""
    LOOSE = auto()
    """One cell after the other, blank cells and rows lost."""

    @property
    def keeps_rows(self) -> bool:
        """Whether a row of the sheet is a row of the form."""
        return self not in (Layout.STREAM, Layout.LOOSE)

    @property
    def keeps_cells(self) -> bool:
        """Whether each label is in one cell."""
        return self not in (Layout.LINES, Layout.LOOSE)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A printed cell where it begins; `width` counts the columns that it covers."""

    text: str
    row: int = 0
    column: int = 0
    width: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a printed table in reading order."""

    cells: tuple[SheetCell, ...]
    layout: Layout

    def rows(self) -> Iterator[tuple[SheetCell, ...]]:
        """The cells of each row."""
        for _, cells in groupby(self.cells, key=lambda cell: cell.row):
            yield tuple(cells)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or a paragraph of text, as printed; leading tabs are kept, they mark cells."""

    text: str


Block = Paragraph | Sheet


@dataclass(frozen=True, slots=True)
class Document:
    """A document of any format.

    `heads` are titles that the format gives outside of the text (`<title>`), `sites` names of the
    site, `published` is a date of publication that it gives there, and `notes` name what could not
    be read. `scanned`: characters of it were recognised in a picture.
    """

    blocks: tuple[Block, ...]
    heads: tuple[str, ...] = ()
    published: str | None = None
    sites: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet and the number of its chapter, None before the first chapter."""

    sheet: Sheet
    chapter: int | None
