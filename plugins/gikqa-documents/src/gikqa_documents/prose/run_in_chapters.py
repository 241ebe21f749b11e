"""Paragraphs that hold several chapters, or the title and what follows it."""

from __future__ import annotations

import re

from gikqa.text import pattern
from gikqa_documents.form.chapter_headings import expected_number, is_in_form
from gikqa_documents.form.titles import find_title

_NUMERALS = "一二三四五六七八九十"
_GAP = r"\s\u3000\xa0"
_NUMERAL = pattern(rf"(?P<numeral>[{_NUMERALS}])[、.．]\s*")
_BEFORE = frozenset(" \t\u3000\xa0。！？；：:.|")
_WORDS = pattern(rf"[^。！？；：:{_GAP}]{{2,28}}(?=[。：:{_GAP}]|$)")
_STOPS = pattern(r"[。！？；：:]")
_LONGEST_HEADING = 28
_SHORTEST = 40  # characters of a paragraph that may hold chapters
_FEWEST = 3
# Of the headings in a paragraph, at least as many must be much like the form's, or end like those
# of reports before 2019; measures that are listed do not.
_FEWEST_KNOWN = 2
_SUBJECT = pattern(r"(?:情况|概述|事项)$")


def parts_of(text: str) -> list[str]:
    """The title, each heading and the text after it, as printed in one paragraph.

    Headings count if their numbers follow each other from 一 or from the first one on; a list of
    measures, whose words are no headings, stays whole.
    """
    if len(text) < _SHORTEST:
        return [text]
    title, rest = _title_and_rest(text)
    headings = _headings(rest)
    if not headings:
        return [*title, rest]
    parts = [rest[: headings[0][0]]]
    ends = [start for start, _ in headings[1:]] + [len(rest)]
    for (start, stop), end in zip(headings, ends, strict=True):
        parts += [rest[start:stop], rest[stop:end].lstrip("。：: \t\u3000\xa0")]
    return [*title, *(part for part in parts if part.strip())]


def _title_and_rest(text: str) -> tuple[list[str], str]:
    """The title that a paragraph begins with, if a blank parts it from its text."""
    head, gap, rest = text.lstrip().partition(" ")
    if gap and "公开" in head and len(rest) >= _SHORTEST and find_title([head]) is not None:
        return [head], rest
    return [], text


def _headings(text: str) -> list[tuple[int, int]]:
    """Where each heading begins and ends; none unless there are several in order."""
    found: list[tuple[int, int]] = []
    known = number = 0
    numerals = [
        match
        for match in _NUMERAL.finditer(text)
        if not match.start() or text[match.start() - 1] in _BEFORE
    ]
    for match in numerals if len(numerals) >= _FEWEST else ():
        if number and _NUMERALS.index(match["numeral"]) != number:
            continue
        stop = _end_of_heading(text, match)
        if stop is None:
            continue
        words = text[match.end() : stop]
        known += expected_number(words) is not None or bool(_SUBJECT.search(words))
        found.append((match.start(), stop))
        number = _NUMERALS.index(match["numeral"]) + 1
    return found if len(found) >= _FEWEST and known >= _FEWEST_KNOWN else []


def _end_of_heading(text: str, numeral: re.Match[str]) -> int | None:
    """Where the words of the form end, or else those up to the next blank."""
    start = numeral.end()
    if numeral["numeral"] in "一二三四五六":
        for stop in range(min(start + _LONGEST_HEADING, len(text)), start + 1, -1):
            if not _STOPS.search(text, start, stop) and is_in_form(
                numeral["numeral"], text[start:stop]
            ):
                return len(text[:stop].rstrip())
    words = _WORDS.match(text, start)
    return words.end() if words else None
