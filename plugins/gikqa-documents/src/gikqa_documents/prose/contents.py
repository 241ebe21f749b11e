"""The table of contents, whose lines look like headings of chapters."""

from __future__ import annotations

from collections.abc import Sequence

from gikqa.text import pattern
from gikqa_documents.document import Block, Paragraph
from gikqa_documents.form.chapter_headings import is_in_form
from gikqa_documents.prose.heading_lines import NUMERAL

_TITLE = pattern(r"\s*目\s*[录錄]\s*")
_LEADER = pattern(r"[\s.…·．。；;、\-—]*\d{0,3}\s*$")
_FEWEST_LISTED = 3


def contents_of(blocks: Sequence[Block]) -> set[int]:
    """The positions of the blocks that are the table of contents."""
    run: list[int] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and not block.text.strip():
            continue
        number = _listed_number(block)
        if number == len(run) + 1:
            run.append(at)
            continue
        if len(run) >= _FEWEST_LISTED:
            break
        run = [at] if number == 1 else []
    # Chapter 一 follows a table of contents; otherwise the lines are the chapters themselves.
    if len(run) < _FEWEST_LISTED or not any(
        _listed_number(block) == 1 for block in blocks[run[-1] + 1 :]
    ):
        return set()
    before = next((at for at in range(run[0] - 1, -1, -1) if _text_of(blocks[at]).strip()), None)
    head = {before} if before is not None and _TITLE.fullmatch(_text_of(blocks[before])) else set()
    return {*run, *head}


def _text_of(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else "table"


def _listed_number(block: Block) -> int | None:
    """The number of the chapter that a line names with nothing but a page number after it."""
    numeral = NUMERAL.match(block.text) if isinstance(block, Paragraph) else None
    if numeral is None:
        return None
    heading = _LEADER.sub("", numeral.string[numeral.end() :])
    known = is_in_form(numeral["numeral"], heading)
    return "一二三四五六".index(numeral["numeral"]) + 1 if known else None
