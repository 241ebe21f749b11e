"""Sentences that give figures of another year where those of the report year belong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import tomli

from gikqa.text import pattern

WORDS = tomli.loads(Path(__file__).with_name("years.toml").read_text("utf-8"))
"""The words of years.toml, by list."""

THIS_YEAR = tuple(
    word + bracket for word in ("本年度", "本年", "今年", "全年") for bracket in ("", "（", "(")
)
"""Directly before a year: this is the report year, 本年度（2021年）."""

REACH = 120
"""Characters to either side of a year that are looked at."""

_NAMED = rf"(?:[\u4e00-\u9fff]{{0,12}}(?:{'|'.join(WORDS['bodies'])}))"
_BODY = rf"(?:[我本全该][\u4e00-\u9fff]{{1,3}}|{_NAMED})"
"""The body that acts: 我镇, 本单位, 县水利局."""

_BY = r"(?:(?:通过|利用|依托|在|向|对)[^，,。；;\d]{2,24}?)"
_ADVERB = rf"(?:全年|累计|总计|一共|总共|共计|共|合计|主动|依法|及时|按时|[已]|{_BY})"
_ACT = "|".join(WORDS["acts"])
_NEVER = (
    "(?:均|都|尚)?(?:未|没有)(?:收到|接到|接收|受理|收取|发生|出现|产生)(?!的)"
    "|无(?:因政府信息|依申请|政府信息|行政复议)"
)
COUNTED = (
    rf"(?:全年)?[，,]?{_BODY}?[，,]?{_ADVERB}{{0,4}}(?:(?:{_ACT})(?!的)了?"
    rf"[^，,。；;：:\d]{{0,16}}\d+\s?余?[条件篇份宗次期]|(?:{_NEVER}))"
)
"""What follows a time whose figures are given: who, how, the act, what, how many, or not once."""

_COUNT = pattern(
    r"年(?:[^\d。；;\n]*\d+\s?余?[条件篇份宗次期]|[^\d，,。；;\n]{0,24}[，,]?[^\d，,。；;\n]{0,24}[未没无])"
)
"""Most years are followed by no count: this is soon seen."""

_AFTER = pattern(rf"度?(?P<since>以来)?{COUNTED}")
_LEAD = pattern(
    r"(?:^|[，,。；;：:！？!?\n）)])[ \t\xa0\u3000]*(?:此外|另外|其中)?[，,]?"
    rf"(?!{'|'.join(WORDS['governing'])}){_NAMED}?[于在]?$"
)
"""The year begins its clause, or follows the body: so it belongs to no document that is named."""

MAY_LEAD = {one[-1] for one in WORDS["bodies"]} | set(
    "，,。；;：:！？!?\n）) \t\xa0\u3000外中于在\0"
)
"""Characters that may come directly before such a year; NUL where it begins the section."""

_PARAGRAPH = pattern(r"\n|[（(][一二三四五六七八九十]{1,2}[）)]")
_STOP = pattern(r"[。！？；;\n]")
_YEAR = pattern(r"(?<!\d)(20\d{2})(?=年)")


def has_figures_of_another_year(other: int, year: int, before: str, after: str) -> bool:
    """Whether a report gives the figures of `other` as its own: 2020年共收到申请3件 for 2021.

    before, after: the text up to the digits of the year, and from its 年 on.
    """
    if not (other == year - 1 or other > year):
        return False
    counted = _AFTER.match(after, 1) if _COUNT.match(after) else None
    # 2020年以来 counts from then on, up to the end of the report year.
    if counted is None or (counted["since"] and other < year) or not _LEAD.search(before):
        return False
    paragraph_before = _PARAGRAPH.split(before)[-1]
    paragraph_after = _PARAGRAPH.split(after)[0]
    sentence = _STOP.split(before)[-1] + _STOP.split(after)[0].replace("年以来", "年", 1)
    if other > year:
        return not has_word("future", sentence) and str(year) not in sentence
    if has_word("compared", sentence) or has_word("history", sentence):
        return False
    beside = paragraph_before + paragraph_after
    return not (
        has_word("this_year", paragraph_after)
        or any(int(named) != other for named in _YEAR.findall(beside))
    )


def has_word(listed: str, text: str) -> bool:
    """Whether one of the words of a list in years.toml is in a text."""
    return any(word in text for word in WORDS[listed])


def figures_of_another_year(text: str, year: int) -> Iterator[tuple[int, int, str]]:
    """Start and end of the years whose figures are given in a section, and these years."""
    for named in _YEAR.finditer(text):
        other = int(named[1])
        if other != year:
            before = text[max(0, named.start() - REACH) : named.start()]
            after = text[named.end() : named.end() + REACH]
            if has_figures_of_another_year(other, year, before, after):
                yield named.start(), named.end() + 1, named[1]


_PLANNED = pattern(
    rf"年度?[，,]?{_BODY}?[，,]?(?:还|也)?(?:将|要|计划|拟)"
    r"(?:继续|进一步|着力|不断|努力|针对|认真|重点(?:做好|抓好|围绕|从)|从以下)"
)
"""A year and what will be done in it; 将 before a noun is the preposition: 将公开纳入考核."""


def plans_its_own_year(before: str, after: str) -> bool:
    """Whether a report plans for its own year, which was over when it was written.

    before, after: the text up to the digits of the year, and from its 年 on.
    """
    sentence = _STOP.split(before)[-1]
    return bool(_PLANNED.match(after)) and not has_word("planned", sentence)


def plans_for_its_own_year(text: str, year: int) -> Iterator[tuple[int, int]]:
    """Start and end of the places where a section plans for the report year."""
    for named in re.finditer(rf"(?<!\d){year}(?=年)", text):
        before = text[max(0, named.start() - REACH) : named.start()]
        if plans_its_own_year(before, text[named.end() : named.end() + REACH]):
            yield named.start(), named.end() + 1
