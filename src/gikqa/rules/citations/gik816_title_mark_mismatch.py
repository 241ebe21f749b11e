"""GIK816 title-mark-mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import (
    MOST,
    finding,
    hits_by_section,
    is_nowhere,
    one_for_many,
)
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern
from gikqa.text.citations import number_after

CLOSING = "》"
"""The mark that closes a title."""
LONGEST = 300
"""Characters of a sentence before a closing mark in which its title may open."""
_WITHIN_BOTH = pattern("《《([^《》]{1,120})》》")
"""Nothing is between the marks on either side, as in 《关于印发《甲》的通知》."""
_OF_SENTENCES = ("，，", "。。", "、、")
"""Marks of sentences that stand twice."""
_NUMBER = 40
"""Characters of the longest number of a document, with its brackets."""
_SHOWN = 10
"""Characters of a title that are quoted."""


@lru_cache(maxsize=1)
def _unclosed() -> dict[str, str]:
    """Phrase → the opened title in it."""
    listed = words("citations", "GIK816")
    return {
        f"《{title}{behind}": f"《{title}"
        for title in listed["titles"]
        for behind in listed["behind_a_title"]
    }


def _phrases() -> Iterable[str]:
    doubled = words("citations", "GIK816")["doubled"]
    return [*_unclosed(), *doubled, *_OF_SENTENCES, *_numbered(), CLOSING]


def _numbered() -> Iterable[str]:
    """How titles of notices end, with the bracket of their number."""
    return [f"的{kind}{bracket}" for kind in ("通知", "意见", "函") for bracket in "（("]


@rule(**described("GIK816"), needs=("sections",), phrases=_phrases)
def title_mark_mismatch(report: Report) -> Iterator[Finding]:
    found = list(_findings(report))
    lost = found and is_nowhere(CLOSING, report)
    return one_for_many(found, at_most=1 if lost else MOST)


def _findings(report: Report) -> Iterator[Finding]:
    doubled = words("citations", "GIK816")["doubled"]
    # A page that doubles every mark is for GIK821.
    passed_over = set(_OF_SENTENCES)
    if sum(hit.phrase in _OF_SENTENCES for hit in report.hits) > MOST:
        passed_over |= set(doubled)
    for section, hits in hits_by_section(report):
        text = section.text
        reading_lost_them = "《" not in text
        for hit in hits:
            if hit.phrase in passed_over:
                continue
            if hit.phrase in doubled:
                whole = _WITHIN_BOTH.match(text, hit.start)
                if whole is not None:
                    yield finding(section, hit.start, whole.end(), expected=f"《{whole[1]}》")
                elif not _nested(text, hit.start):
                    yield finding(section, hit.start, hit.end, expected=doubled[hit.phrase])
            elif hit.phrase == CLOSING:
                if not (reading_lost_them or _opened(text, hit.start)):
                    start = max(0, hit.start - _SHOWN)
                    title = re.split(r"[^\w]", text[start : hit.start])[-1]
                    begin = hit.start - len(title)
                    yield finding(section, begin, hit.end, expected=f"《…{title}》")
            elif hit.phrase in _numbered():
                end = hit.end - 1
                number = number_after(text[end : end + _NUMBER])
                if number is not None and _opened(text, hit.start) and _is_left_open(text, end):
                    begin = text.rfind("《", 0, hit.start)
                    title = text[begin:end]
                    yield finding(section, begin, end, expected=f"{title}》")
            elif not _closed(text, hit.end):
                title = _unclosed()[hit.phrase]
                yield finding(section, hit.start, hit.start + len(title), expected=f"{title}》")


def _closed(text: str, start: int) -> bool:
    """True if the next mark closes: 《条例规定汇编》 is a title too."""
    mark = re.compile("[《》]").search(text, start)
    return mark is not None and mark[0] == "》"


def _is_left_open(text: str, start: int) -> bool:
    """True if no mark closes after the place in its sentence before another one opens."""
    mark = re.compile("[《》。\n]").search(text, start)
    return mark is None or mark[0] != "》"


def _opened(text: str, end: int) -> bool:
    """True if a mark stands open before the place in its sentence."""
    start = text.rfind("。", max(0, end - LONGEST), end)
    depth = 0
    for mark in re.findall("[《》]", text[max(start, end - LONGEST, 0) : end]):
        depth = depth + 1 if mark == "《" else max(0, depth - 1)
    return depth > 0 or (start < 0 and end > LONGEST)


def _nested(text: str, start: int) -> bool:
    """True if the marks around a doubled one pair up: 《关于《甲》》."""
    begin, end = max(0, start - LONGEST), start + 100
    begin = max(begin, text.rfind("。", begin, start) + 1)
    around = text[begin:end].partition("。")[0]
    return around.count("《") == around.count("》")
