"""GIK806 stale-article-or-period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_REGULATION = ("《", "政府信息公开")
_OF_THE_REPORT = pattern(r"(?:编制|编写|公布|发布|形成)[^。；]{0,30}年度报告|编制本报告")
_ANSWERED_BEHIND = pattern(r"(?:内|之内|以内)[^，,。；]{0,6}(?:答复|办结)")
_PERIOD_BEFORE = pattern(r"(?:答复|办理)(?:期限|时限)[^，,。；]{0,6}$")


_LAST_ARTICLE = 56
_DIGITS = "一二三四五六七八九"
_TITLES = ("信息公开", "《")
"""What comes before 条例》 where the Regulation itself is cited."""


@lru_cache(maxsize=1)
def _beyond() -> frozenset[str]:
    """The articles after the last one of the Regulation, as they are cited."""
    numbers = range(_LAST_ARTICLE + 1, 100)
    spelt = [f"{_DIGITS[n // 10 - 1]}十{_DIGITS[n % 10 - 1] if n % 10 else ''}" for n in numbers]
    return frozenset(f"条例》第{number}条" for number in (*numbers, *spelt))


def _phrases() -> Iterable[str]:
    listed = words("citations", "GIK806")
    return [*listed["periods"], *listed["articles"], *sorted(_beyond())]


@rule(**described("GIK806"), needs=("sections", "year"), phrases=_phrases)
def stale_article_or_period(report: Report) -> Iterator[Finding]:
    listed = words("citations", "GIK806")
    for section, hits in hits_by_section(report):
        for hit in hits:
            left, right = sentence_around(section.text, hit.start, hit.end)
            if hit.phrase in _beyond():
                if left.endswith(_TITLES):
                    most = f"≤ {_LAST_ARTICLE}"
                    yield finding(section, hit.start, hit.end, expected=most)
                continue
            if hit.phrase in listed["articles"]:
                stale = left.endswith(_REGULATION) and bool(_OF_THE_REPORT.search(left + right))
                silent, expected = listed["permitted_articles"], listed["article_today"]
            else:
                stale = has_any(listed["of_the_law"], left) and bool(
                    _ANSWERED_BEHIND.match(right) or _PERIOD_BEFORE.search(left)
                )
                silent, expected = listed["permitted_periods"], listed["period_today"]
            if stale and not has_any(silent, left, right):
                yield finding(section, hit.start, hit.end, expected=expected)
