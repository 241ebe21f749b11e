"""Tables that hold a whole report, and pages that hold it twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gikqa_documents.cells.form import is_known
from gikqa_documents.cells.values import is_blank, looks_like_value
from gikqa_documents.labels import squeeze
from gikqa_documents.prose.headings import heading_of_form, read_heading
from gikqa_documents.sheet import Block, Layout, Paragraph, Sheet, SheetCell

_FEWEST_HEADINGS = 3


def unpack(sheet: Sheet) -> Iterator[Block]:
    """The sheet; where headings of chapters stand in its rows, its text and tables one by one."""
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
    return lone is not None and _is_heading(squeeze(lone.text))


def _is_heading(text: str) -> bool:
    return read_heading(text, 0) is not None or heading_of_form(text) is not None


def without_copy(blocks: Sequence[Block]) -> list[Block]:
    """The blocks up to where the page begins to repeat the report; all of them if it does not.

    Some pages hold a second copy of the text, for printing or for telephones.
    """
    heads = [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and _is_heading(block.text)
    ]
    for again in heads[1:]:
        if blocks[again] != blocks[heads[0]]:
            continue
        same = 0
        while again + same < len(blocks) and blocks[heads[0] + same] == blocks[again + same]:
            same += 1
        if sum(at < min(heads[0] + same, again) for at in heads) < _FEWEST_HEADINGS:
            continue
        before = 0
        while before < heads[0] and blocks[heads[0] - before - 1] == blocks[again - before - 1]:
            before += 1
        return list(blocks[: again - before])
    return list(blocks)
