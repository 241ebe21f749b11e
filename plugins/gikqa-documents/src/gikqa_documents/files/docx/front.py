"""Word documents as paragraphs and sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml.etree import _Element

from gikqa import InputError
from gikqa_documents.cells.form import is_known
from gikqa_documents.files.docx.names import PARAGRAPH, TABLE, W, printed_children
from gikqa_documents.files.docx.package import open_word
from gikqa_documents.files.docx.styles import Numbering, Styles
from gikqa_documents.files.docx.tables import grid_of
from gikqa_documents.files.docx.text import TextReader, lines_of
from gikqa_documents.prose.headings import read_heading
from gikqa_documents.record import record_of
from gikqa_documents.sheet import Block, Document, Layout, Paragraph, Sheet, SheetCell

_LONGEST_CELL = 100


def read_word(path: Path) -> dict[str, Any]:
    """A row from a .docx document."""
    blocks = read_docx(path)
    if not blocks:
        raise InputError(
            f"{path}: no text in the document, perhaps pictures alone; "
            "give the document that holds the text of the report",
            f"{path}：文档中没有文字，可能只有图片；请提供有报告文字的文档",
        )
    # Titles among the properties of a document are those of the file that it was copied from.
    return record_of(path, Document(blocks))


def read_docx(path: Path) -> tuple[Block, ...]:
    """The paragraphs and tables of the text in reading order.

    Headers, footers, footnotes, comments and the table of contents are left out.
    """
    parts = open_word(path)
    styles = Styles(parts.styles)
    story = _Story(styles, Numbering(parts.numbering, styles), TextReader(parts.body, styles))
    return tuple(story.blocks(parts.body))


class _Story:
    """Walks through the text once, as the numbers of lists have to be counted in order."""

    def __init__(self, styles: Styles, numbering: Numbering, text: TextReader) -> None:
        self._styles = styles
        self._numbering = numbering
        self._text = text

    def blocks(self, container: _Element) -> Iterator[Block]:
        """What a body, a cell or a text box prints."""
        before = ""  # of paragraphs whose end was deleted: they run into the next one
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
        """The text after its number. Empty paragraphs are counted, but print nothing here."""
        label = self._numbering.label(paragraph, style)
        return label + text.lstrip() if text.strip() else text

    def _table(self, table: _Element) -> Iterator[Block]:
        """A sheet; the blocks in the cells of a table that merely arranges the page."""
        cells: list[SheetCell] = []
        inner: list[Block] = []
        for row, column, width, content in grid_of(table):
            blocks = list(self.blocks(content))
            inner += blocks
            lines = (block.text for block in blocks if isinstance(block, Paragraph))
            cells.append(SheetCell("\n".join(lines), row, column, width))
        if any(isinstance(block, Sheet) for block in inner) or _arranges_page(cells):
            yield from inner
        elif cells:
            yield Sheet(tuple(cells), Layout.SPANNED)


def _ends(paragraph: _Element) -> bool:
    """Whether the end of the paragraph stands, and was not deleted or moved away."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is None or all(mark.find(W + gone) is None for gone in ("del", "moveFrom"))


def _arranges_page(cells: list[SheetCell]) -> bool:
    """Whether a table holds headings or long text instead of the labels of a form, as in HTML."""
    texts = [cell.text for cell in cells]
    return sum(map(is_known, texts)) < 2 and any(
        len(text) > _LONGEST_CELL or read_heading(text, 0) for text in texts
    )
