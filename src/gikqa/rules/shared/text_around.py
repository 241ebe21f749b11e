"""The text around a phrase, and findings that quote a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from gikqa import Confidence, Finding, Hit, Report, Section, Severity
from gikqa.text import pattern

# A single line break inside a paragraph comes from the page layout and ends no sentence.
SENTENCE_END = pattern(r"[。；！？]|\n\s*\n|\n[ \t\u3000]")
REACH = 200
"""Sentences of these reports are seldom longer; the bound keeps a page without stops cheap."""

MOST = 4
"""A person who types makes no more slips of one kind in a report."""


def hits_by_section(report: Report) -> Iterator[tuple[Section, list[Hit]]]:
    """The sections of a report that have hits, each with its hits, in reading order."""
    sections = report.sections
    for index, hits in groupby(report.hits, key=lambda hit: hit.index):
        yield sections[index], list(hits)


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence before a place, and after it."""
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    return SENTENCE_END.split(left)[-1], SENTENCE_END.split(right)[0]


def has_any(listed: Iterable[str], *texts: str) -> bool:
    """Whether one of the words is in one of the texts."""
    return any(word in text for word in listed for text in texts)


def without_blanks(text: str) -> str:
    """The text without blanks and line breaks, which conversion puts inside words."""
    return re.sub(r"\s+", "", text)


def stands_free(text: str, start: int) -> bool:
    """Whether no letter, character or digit comes directly before the place."""
    return start == 0 or not text[start - 1].isalnum()


def one_for_many(found: Iterable[Finding], *, at_most: int = MOST) -> Iterator[Finding]:
    """The findings; of more than `at_most` only the first, which says how many there are.

    What a page has everywhere has one cause, most often the program that made or read the page.
    """
    each = list(found)
    if len(each) <= at_most:
        yield from each
        return
    yield replace(each[0], observed=f"{len(each)}×{each[0].observed}", cause="reading")


def is_nowhere(mark: str, report: Report) -> bool:
    """Whether no chapter has the mark, so that the page or its reader has lost all of them."""
    return not any(mark in section.text for section in report.sections)


def finding(
    section: Section,
    start: int,
    end: int,
    *,
    observed: str | None = None,
    expected: str | None = None,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
    cause: str | None = None,
) -> Finding:
    """A finding that quotes the text from `start` to `end`; observed: the same text by default."""
    quote = section.text[start:end]
    return Finding(
        section=section.number,
        start=start,
        end=end,
        quote=quote,
        observed=observed or quote,
        expected=expected,
        severity=severity,
        confidence=confidence,
        cause=cause,
    )
