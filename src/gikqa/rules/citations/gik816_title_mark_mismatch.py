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

CLOSING = "》"
"""The mark that closes a title."""
LONGEST = 300
"""Characters of a sentence before a closing mark in which its title may open."""
_WITHIN_BOTH = pattern("《《([^《》]{1,120})》》")
"""Nothing is between the marks on either side, as in 《关于印发《甲》的通知》."""
_OF_SENTENCES = ("，，", "。。", "、、")
"""Marks of sentences that stand twice."""
_NUMBERED = tuple(
    f"的{kind}{mark}{begin}"
    for kind in ("通知", "意见", "办法", "规定")
    for mark in "（("
    for begin in ("国", "省", "市", "县", "区", "州")
)
"""The end of a title, and the beginning of its number."""
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
    return [*_unclosed(), *doubled, *_OF_SENTENCES, *_NUMBERED, CLOSING]


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
                    title = _last_words(text, hit.start)
                    begin = hit.start - len(title)
                    yield finding(section, begin, hit.end, expected=f"《…{title}》")
            elif hit.phrase in _NUMBERED:
                if "《" in text and _left_open(text, hit.end):
                    end = hit.start + len(hit.phrase) - 2
                    begin = hit.start - len(_last_words(text, hit.start))
                    yield finding(section, begin, end, expected=f"{text[begin:end]}》")
            elif not _closed(text, hit.end):
                title = _unclosed()[hit.phrase]
                yield finding(section, hit.start, hit.start + len(title), expected=f"{title}》")


def _closed(text: str, start: int) -> bool:
    """True if the next mark closes: 《条例规定汇编》 is a title too."""
    mark = re.compile("[《》]").search(text, start)
    return mark is not None and mark[0] == "》"


def _last_words(text: str, end: int) -> str:
    return re.split(r"[^\w]", text[max(0, end - _SHOWN) : end])[-1]


def _left_open(text: str, end: int) -> bool:
    """True if a title that is open here is not closed before the next one or the sentence ends."""
    start = text.rfind("。", max(0, end - LONGEST), end)
    before = text[max(start, end - LONGEST, 0) : end]
    if before.count("《") <= before.count("》"):
        return False
    mark = re.compile("[《》。；\\n]").search(text, end)
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
