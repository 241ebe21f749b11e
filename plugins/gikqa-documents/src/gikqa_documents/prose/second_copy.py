"""Pages that print a report twice."""

from __future__ import annotations

from collections.abc import Sequence

from gikqa_documents.document import Block, Paragraph
from gikqa_documents.form.chapter_headings import is_heading

_FEWEST_HEADINGS = 3


def without_copy(blocks: Sequence[Block]) -> list[Block]:
    """The blocks up to the point where the page repeats the report; all if it does not.

    Some pages hold a second copy of the text, for printing or for telephones.
    """
    heads = [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and is_heading(block.text)
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
