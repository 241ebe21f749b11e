"""Word documents as paragraphs and sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element

from gikqa_documents.document import Block, Document, Layout, Paragraph, Sheet, SheetCell
from gikqa_documents.files.docx.markup import PARAGRAPH, TABLE, W, printed_children
from gikqa_documents.files.docx.package import WordParts, open_word
from gikqa_documents.files.docx.printed_text import TextReader, lines_of
from gikqa_documents.files.docx.styles import Numbering, Styles
from gikqa_documents.files.docx.table_grid import grid_of
from gikqa_documents.files.frames import frames_text


def read_word(path: Path) -> Document:
    """The paragraphs and tables of a .docx file in reading order.

    Headers, footers, footnotes, comments and the table of contents are left out. So are the titles
    among the properties: they are often those of the file that the document was copied from.
    """
    return read_parts(open_word(path))[0]


def read_parts(parts: WordParts) -> tuple[Document, list[tuple[SheetCell, _Element]]]:
    """The document, and for each cell of its tables the element that it was read from."""
    styles = Styles(parts.styles)
    story = _Story(styles, Numbering(parts.numbering, styles), TextReader(parts.body, styles))
    return Document(tuple(story.blocks(parts.body))), story.origins


class _Story:
    """Reads the text once from start to end, because list numbers are counted in that order."""

    def __init__(self, styles: Styles, numbering: Numbering, text: TextReader) -> None:
        self._styles = styles
        self._numbering = numbering
        self._text = text
        self.origins: list[tuple[SheetCell, _Element]] = []

    def blocks(self, container: _Element) -> Iterator[Block]:
        """The printed content of a body, a cell or a text box."""
        before = ""  # text of paragraphs whose end was deleted, so that the next continues them
        for child in printed_children(container):
            if child.tag == PARAGRAPH:
                style = self._styles.of(child)
                text, boxes = self._text.read(child, style)
                if not self._styles.is_contents(style):
                    before += text
                if _ends(child):
                    yield from map(Paragraph, lines_of(self._numbered(child, style, before)))
                    before = ""
                for box in boxes:
                    yield from self.blocks(box)
            elif child.tag == TABLE:
                yield from map(Paragraph, lines_of(before))
                before = ""
                yield from self._table(child)
        yield from map(Paragraph, lines_of(before))

    def _numbered(self, paragraph: _Element, style: str | None, text: str) -> str:
        """The text with its list number. Empty paragraphs are counted, but print no number."""
        label = self._numbering.label(paragraph, style)
        return label + text.lstrip() if text.strip() else text

    def _table(self, table: _Element) -> Iterator[Block]:
        """The table as a sheet, or the content of its cells if it merely arranges the page."""
        cells: list[SheetCell] = []
        inner: list[Block] = []
        for row, column, width, content in grid_of(table):
            blocks = list(self.blocks(content))
            inner += blocks
            lines = (block.text for block in blocks if isinstance(block, Paragraph))
            cells.append(SheetCell("\n".join(lines), row, column, width))
            self.origins.append((cells[-1], content))
        if any(isinstance(block, Sheet) for block in inner) or frames_text(
            [cell.text for cell in cells]
        ):
            yield from inner
        elif cells:
            yield Sheet(tuple(cells), Layout.SPANNED)


def _ends(paragraph: _Element) -> bool:
    """Whether the end of the paragraph was neither deleted nor moved under change tracking."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is None or all(mark.find(W + gone) is None for gone in ("del", "moveFrom"))
