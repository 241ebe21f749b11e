"""Put each chapter heading on a line of its own: split it from text, join it from pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gikqa.text import pattern
from gikqa_documents.document import Block, Paragraph
from gikqa_documents.form.chapter_headings import is_in_form
from gikqa_documents.prose.run_in_chapters import parts_of

NUMERAL = pattern(r"[\s\u3000•#*]*(?P<numeral>[一二三四五六])[、.．]\s*")
"""How the heading of a chapter begins."""

# After a heading that shares its line with text: a stop, a blank, the next level, or a year.
_TEXT_AFTER = pattern(r"[：:。.\s\u3000\xa0*]+(?=\S)|(?=[（(][一1][)）])|(?=20\d{2}年)")
_NEXT_HEADING = pattern(r"[二三四五六][、.．]")
_LONGEST_HEADING = 40
_LONGEST_PIECE = 24
_MOST_GAP = 3  # lines, empty ones included, from one piece of a heading to the next


def with_heading_lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with headings of the form on lines of their own."""
    blocks = list(_with_parts(blocks))
    at = 0
    while at < len(blocks):
        block = blocks[at]
        numeral = NUMERAL.match(block.text) if isinstance(block, Paragraph) else None
        if numeral is None or not isinstance(block, Paragraph):
            yield block
            at += 1
            continue
        whole, used = _put_together(blocks, at, numeral)
        at += used
        heading, rest = _parted(whole)
        yield Paragraph(heading)
        if rest:
            yield Paragraph(rest)


def _with_parts(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with the chapters of a paragraph that holds several on lines of their own."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from map(Paragraph, parts_of(block.text))
        else:
            yield block


def _put_together(blocks: Sequence[Block], at: int, numeral: re.Match[str]) -> tuple[str, int]:
    """The text of a heading that begins at a block, and how many blocks it takes."""
    text = numeral.string.rstrip()
    if len(text) > _LONGEST_HEADING or is_in_form(numeral["numeral"], text[numeral.end() :]):
        return numeral.string, 1
    for ahead in range(1, min(_MOST_GAP, len(blocks) - at - 1) + 1):
        piece = blocks[at + ahead]
        if not isinstance(piece, Paragraph):
            break
        words = piece.text.strip()
        if len(words) > _LONGEST_PIECE:
            break
        text += words
        if words and is_in_form(numeral["numeral"], text[numeral.end() :]):
            return text, ahead + 1
    return numeral.string, 1


def _parted(line: str) -> tuple[str, str]:
    """A heading and the text that follows it on its line; the line and nothing, if it is whole."""
    numeral = NUMERAL.match(line)
    if numeral is None or is_in_form(numeral["numeral"], line[numeral.end() :]):
        return line, ""
    start = numeral.end()
    for gap in _TEXT_AFTER.finditer(line, start, start + _LONGEST_HEADING):
        rest = line[gap.end() :]
        if is_in_form(numeral["numeral"], line[start : gap.start()]):
            return (line, "") if _NEXT_HEADING.match(rest) else (line[: gap.start()], rest)
    return line, ""
