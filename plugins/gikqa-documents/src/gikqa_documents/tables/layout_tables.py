"""Tables that arrange a page and hold the whole report in their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gikqa_documents.document import Block, Layout, Paragraph, Sheet, SheetCell
from gikqa_documents.form.chapter_headings import is_heading
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.table_labels import is_known
from gikqa_documents.form.values import is_blank, looks_like_value


def unpack(sheet: Sheet) -> Iterator[Block]:
    """The sheet, or its text and tables one by one if its rows hold chapter headings."""
    rows = list(sheet.rows())
    if sheet.layout is not Layout.SPANNED or not any(map(_heads_chapter, rows)):
        yield sheet
        return
    table: list[SheetCell] = []
    for row in rows:
        lone = _lone_cell(row)
        if lone is None or is_known(lone.text) or looks_like_value(lone.text):
            table += row
            continue
        if table:
            yield Sheet(tuple(table), sheet.layout)
            table = []
        yield from map(Paragraph, lone.text.split("\n"))
    if table:
        yield Sheet(tuple(table), sheet.layout)


def _lone_cell(row: Sequence[SheetCell]) -> SheetCell | None:
    filled = [cell for cell in row if not is_blank(cell.text)]
    return filled[0] if len(filled) == 1 else None


def _heads_chapter(row: Sequence[SheetCell]) -> bool:
    lone = _lone_cell(row)
    return lone is not None and is_heading(squeeze(lone.text))
