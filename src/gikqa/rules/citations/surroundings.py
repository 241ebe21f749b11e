"""Looking around a phrase in a text, and the word lists of these rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from gikqa import Finding, Hit, Report, Section, Severity

OPENING = "〔[（(【﹝［"
CLOSING = "〕]）)】﹞］"

# A single line break inside a paragraph comes from the page layout and ends no sentence.
SENTENCE_END = re.compile(r"[。；！？]|\n\s*\n|\n[ \t\u3000]")
REACH = 200
"""Sentences of these reports are seldom longer; the bound keeps a page without stops cheap."""


@lru_cache(maxsize=1)
def _all_words() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


def words(code: str) -> dict[str, Any]:
    """What words.toml says for one rule."""
    found: dict[str, Any] = _all_words()[code]
    return found


def hits_by_section(report: Report) -> Iterator[tuple[Section, list[Hit]]]:
    """The hits of a report with the section that they stand in, in reading order."""
    sections = report.sections
    for index, hits in groupby(report.hits, key=lambda hit: hit.index):
        yield sections[index], list(hits)


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a place in its sentence."""
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    return SENTENCE_END.split(left)[-1], SENTENCE_END.split(right)[0]


def has_any(listed: Iterable[str], *texts: str) -> bool:
    """True if one of the words stands in one of the texts."""
    return any(word in text for word in listed for text in texts)


def without_blanks(text: str) -> str:
    """The text without blanks and line breaks, which reading puts inside words."""
    return re.sub(r"\s+", "", text)


def stands_free(text: str, start: int) -> bool:
    """True if no letter, character or digit stands directly before the place."""
    return start == 0 or not text[start - 1].isalnum()


def finding(
    section: Section,
    start: int,
    end: int,
    *,
    observed: str | None = None,
    expected: str | None = None,
    severity: Severity | None = None,
    cause: str | None = None,
) -> Finding:
    """A finding that quotes the text from `start` to `end`, which is also what was observed."""
    quote = section.text[start:end]
    return Finding(
        section=section.number,
        start=start,
        end=end,
        quote=quote,
        observed=observed or quote,
        expected=expected,
        severity=severity,
        cause=cause,
    )
