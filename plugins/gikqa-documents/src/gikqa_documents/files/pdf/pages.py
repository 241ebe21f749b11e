"""PDF files as paragraphs and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gikqa_documents.document import Block, Document, Paragraph
from gikqa_documents.files.pdf.load import Page, load_pages
from gikqa_documents.files.pdf.page_edges import PageItems, drop_furniture, items_of
from gikqa_documents.files.pdf.paragraphs import Margins, margins_of, paragraphs_of
from gikqa_documents.files.pdf.ruled_tables import RuledTable, continues, join, sheet_of
from gikqa_documents.files.pdf.text_lines import TextLine


def read_pages(path: Path) -> Document:
    """The document in a PDF, with notes on what could not be read in it.

    The title in the metadata is ignored: it is often that of the file which was overwritten.
    """
    pages = load_pages(path)
    items = [items_of(number, page) for number, page in enumerate(pages, 1)]
    drop_furniture(items)
    notes = list(_notes(pages))
    blocks = tuple(_blocks(_in_sequence(items), margins_of(items), notes))
    return Document(blocks, notes=tuple(notes), scanned=any(map(_is_scan, pages)))


def _is_scan(page: Page) -> bool:
    return page.hidden and page.pictures > 0


def _notes(pages: Sequence[Page]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        if page.broken:
            yield f"page {number} is damaged and was not read"
        elif page.pictures and not any(glyph.text.strip() for glyph in page.glyphs):
            yield f"page {number} holds pictures and no text: needs OCR"
    hidden = [str(number) for number, page in enumerate(pages, 1) if _is_scan(page)]
    if hidden:
        yield (
            f"text of page {', '.join(hidden)} lies hidden behind a picture (OCR); "
            "compare the numbers with the picture"
        )


def _in_sequence(pages: Sequence[PageItems]) -> list[tuple[int, TextLine | RuledTable]]:
    """Everything in reading order with its page, tables put together over page breaks."""
    found: list[tuple[int, TextLine | RuledTable]] = []
    for page in pages:
        for at, item in enumerate(page.items):
            last = found[-1] if found else None
            if (
                at == 0
                and last is not None
                and isinstance(item, RuledTable)
                and isinstance(last[1], RuledTable)
                and last[0] == page.number - 1
                and continues(last[1], item)
            ):
                found[-1] = page.number, join(last[1], item)
            else:
                found.append((page.number, item))
    return found


def _blocks(
    items: Sequence[tuple[int, TextLine | RuledTable]], margins: Margins, notes: list[str]
) -> Iterator[Block]:
    lines: list[tuple[int, TextLine]] = []
    for page, item in items:
        if isinstance(item, TextLine):
            lines.append((page, item))
            continue
        yield from map(Paragraph, paragraphs_of(lines, margins))
        lines = []
        for text in item.astride:
            notes.append(f"number {text} is printed across a line of its table; left blank")
        yield sheet_of(item)
    yield from map(Paragraph, paragraphs_of(lines, margins))
