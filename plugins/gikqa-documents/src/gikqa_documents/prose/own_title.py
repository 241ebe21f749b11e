"""Which of the titles in a document is that of the report."""

from __future__ import annotations

from collections.abc import Sequence

from gikqa_documents.document import Block, Paragraph
from gikqa_documents.form.chapter_headings import read_heading
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.page_furniture import is_furniture
from gikqa_documents.form.titles import (
    Title,
    above_title,
    find_title,
    name_in_title,
    title_of_head,
    year_of,
)
from gikqa_documents.prose.dates import period_of
from gikqa_documents.prose.narrative import clean_line

MOST_HEADS = 20
"""Titles outside of the text that are looked at; a page has one or two."""

_SENTENCE = 20


def own_title(heads: Sequence[str], blocks: Sequence[Block]) -> tuple[str | None, int]:
    """The title, and the position of the first block after it."""
    lines = [(at, line) for at, line in _lines(blocks) if not is_furniture(line, inside=False)]
    first = next((n for n, (_, line) in enumerate(lines) if read_heading(line, 0)), len(lines))
    lines = lines[:first]  # a title is printed before the first chapter
    heads = [title for title in map(title_of_head, heads[:MOST_HEADS]) if title]
    texts = [line for _, line in lines]
    # A page may list reports of other years before its own. Its own is the one in its `<title>`,
    # else the one of the period, else the last one before the text.
    named = next((at for at, line in enumerate(texts) if squeeze(line) in heads), None)
    found = _of_period(texts) if named is None else _title_at(texts, named)
    if found is None:
        # If the page does not print the title, the report begins at its first sentence.
        text = (at for at, line in lines if len(line) >= _SENTENCE and "。" in line)
        return (heads[0], next(text, 0)) if heads else (None, 0)
    after = found.after
    for number, (_, line) in enumerate(lines, 1):
        if squeeze(line) == found.text:
            after = number  # navigation paths repeat the title
    if not name_in_title(found.text):
        fuller = _with_name(found.text, texts, heads)
        found, after = Title(fuller.text, after), max(after, fuller.after)
    return found.text, lines[after - 1][0] + 1


def _with_name(title: str, lines: Sequence[str], heads: Sequence[str]) -> Title:
    """A title of the same year that names a body, printed anywhere or given by the page."""
    year = year_of(title)
    printed = [found for at in range(len(lines)) if (found := _title_at(lines, at))]
    given = [Title(head, 0) for head in heads]
    for found in (*printed[::-1], *given):
        if name_in_title(found.text) and year_of(found.text) == year:
            return found
    return Title(title, 0)


def _title_at(lines: Sequence[str], at: int) -> Title | None:
    """The title that a line is, with the body named above it if it names none."""
    found = find_title(lines[at : at + 1])
    if found is None:
        return None
    return Title(above_title(found.text, lines[:at]) + found.text, at + 1)


def _of_period(lines: Sequence[str]) -> Title | None:
    """The title of the report among these lines, which may name others."""
    whole = [title for at in range(len(lines)) if (title := _title_at(lines, at))]
    if len({title.text for title in whole}) < 2:
        return find_title(lines)
    period = period_of("".join(lines))
    of_period = [one for one in whole if period and year_of(one.text) == period[1].year]
    return (of_period or whole)[-1]


def _lines(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """Lines that say something, with the position of their block."""
    return [
        (at, line)
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and (line := clean_line(block.text))
    ]
