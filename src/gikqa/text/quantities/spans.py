"""Find the ends of sentences and clauses, also in text that has lost some punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from gikqa.text.patterns import pattern
from gikqa.text.quantities.quantity import Span

CLAUSE, SEMICOLON, SENTENCE = 1, 2, 3

WRAP = 15
"""A line of at least this many characters without a stop may have been wrapped."""

_MARK = pattern(
    r"[；;。！？!?()（）]|(?<![0-9])[，,：:]|[，,：:](?![0-9])|\n\s*|\.(?![0-9A-Za-z])"
    r"|[一二三四五六七八九十](?=是)"  # 一是, 二是 begin a clause even if the mark before is lost
)
_LEVELS = dict.fromkeys("，,：:()（）", CLAUSE) | dict.fromkeys("；;", SEMICOLON)
_STOP = "。"
_MARKS = frozenset("。！？!?.\n")
_NEW_LINE = pattern(
    r"\s*(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．](?!\d)"
    r"|第[一二三四五六七八九十\d]{1,3}[章条])"
)
_BLANKS = " \t\r\n\u3000\xa0\u200b\ufeff"


class Border(NamedTuple):
    """A mark between clauses: from `start` to `end`, which are equal if nothing is printed."""

    start: int
    end: int
    level: int


def borders(text: str, begin: int = 0, stop: int | None = None) -> list[Border]:
    """All borders of a stretch of text in reading order.

    A comma or a point between digits is no border, nor is the point after a section's number. The
    end of a line ends a sentence, unless the line is long, has no stop, and the next line begins
    neither with a blank nor with a number: then the line was wrapped.
    """
    found: list[Border] = []
    for match in _MARK.finditer(text, begin, len(text) if stop is None else stop):
        start, end = match.span()
        mark = text[start] if end > start else ""
        level = _LEVELS.get(mark)
        if level is None:
            if mark == "." and not _is_stop(text, start):
                continue
            if mark == "\n" and _is_wrapped(text, start, end):
                continue
            level = SENTENCE
            if mark not in _MARKS:  # 一是: the border is before it
                end, level = start, CLAUSE
                if not start:
                    continue
        found.append(Border(start, end, level))
    return found


def sentences_around(text: str, place: int) -> Span:
    """The sentence around a place and the one before it, separated by 。 only.

    No other text changes the quantities of the sentence, except a total of its list that is printed
    before the sentence before it.
    """
    stops = _stops(text)
    after = bisect_left(stops, place)
    start = stops[after - 2] + 1 if after > 1 else 0
    return Span(start, stops[after] + len(_STOP) if after < len(stops) else len(text))


@lru_cache(maxsize=8)
def _stops(text: str) -> list[int]:
    """The places of 。 in a text, in which many places may be looked up."""
    return [match.start() for match in re.finditer(_STOP, text)]


def sentences(text: str) -> list[Span]:
    """The sentences without the blanks around them, with their stop; blank ones are left out."""
    ends = [border.end for border in borders(text) if border.level == SENTENCE]
    return _spans(text, ends)


def clauses(text: str) -> list[Span]:
    """The clauses without blanks and marks; text in brackets is a clause of its own."""
    cuts: list[int] = []
    for border in borders(text):
        cuts += border[:2]
    return [span for span in _spans(text, cuts) if span.of(text).strip("，,：:；;。！？!?.()（）")]


def _spans(text: str, ends: list[int]) -> list[Span]:
    spans = []
    for start, end in pairwise([0, *ends, len(text)]):
        piece = text[start:end]
        bare = piece.strip(_BLANKS)
        if bare:
            left = start + len(piece) - len(piece.lstrip(_BLANKS))
            spans.append(Span(left, left + len(bare)))
    return spans


def _is_stop(text: str, place: int) -> bool:
    """Whether a full stop of ASCII ends a sentence and not a name or a section's number."""
    before = text[place - 1 : place]
    return not before.isascii() or (before != "" and before in ")%")


def _is_wrapped(text: str, start: int, end: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 : start].strip(_BLANKS)
    if end - start > 1 or end == len(text) or len(line) < WRAP or line[-1] in "。！？!?；;：:":
        return False
    return _NEW_LINE.match(text, end) is None
