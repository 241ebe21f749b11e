"""GIK806 stale-article-or-period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described

_REGULATION = ("《", "政府信息公开")
_OF_THE_REPORT = re.compile(r"(?:编制|编写|公布|发布|形成)[^。；]{0,30}年度报告|编制本报告")
_ANSWERED_BEHIND = re.compile(r"(?:内|之内|以内)[^，,。；]{0,6}(?:答复|办结)")
_PERIOD_BEFORE = re.compile(r"(?:答复|办理)(?:期限|时限)[^，,。；]{0,6}$")


_ARTICLE = re.compile(r"([一二三四五六七八九]?十[一二三四五六七八九]?|\d{2,3})条")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_LAST_ARTICLE = 56
_TITLES = ("信息公开条例》第", "《条例》第")


def _phrases() -> Iterable[str]:
    listed = words("citations", "GIK806")
    return [*listed["periods"], *listed["articles"], *_TITLES]


def _beyond(text: str, place: int) -> re.Match[str] | None:
    """The number of an article that the Regulation does not have."""
    number = _ARTICLE.match(text, place)
    return number if number and _value(number[1]) > _LAST_ARTICLE else None


def _value(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    tens, _, ones = printed.partition("十")
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


@rule(**described("GIK806"), needs=("sections", "year"), phrases=_phrases)
def stale_article_or_period(report: Report) -> Iterator[Finding]:
    listed = words("citations", "GIK806")
    for section, hits in hits_by_section(report):
        for hit in hits:
            start, phrase = hit.start, hit.phrase
            if phrase in _TITLES:
                if number := _beyond(section.text, hit.end):
                    most = f"≤ {_LAST_ARTICLE}"
                    yield finding(section, start, number.end(), expected=most)
                start = hit.end - len("条例》第")
                said = (one for one in listed["articles"] if section.text.startswith(one, start))
                phrase = next(said, "")
                if not phrase:
                    continue
            end = start + len(phrase)
            left, right = sentence_around(section.text, start, end)
            if phrase in listed["articles"]:
                stale = left.endswith(_REGULATION) and bool(_OF_THE_REPORT.search(left + right))
                silent, expected = listed["permitted_articles"], listed["article_today"]
            else:
                stale = has_any(listed["of_the_law"], left) and bool(
                    _ANSWERED_BEHIND.match(right) or _PERIOD_BEFORE.search(left)
                )
                silent, expected = listed["permitted_periods"], listed["period_today"]
            if stale and not has_any(silent, left, right):
                yield finding(section, start, end, expected=expected)
