"""Years and periods that a sentence gives as those of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa.rules.structure.counted_years import COUNTED, WORDS, has_word
from gikqa.text import pattern

_STOP = pattern("[。！？；;\n]")
SPAN = pattern(r"(\d{4})年1月1日[起]?[至到—－~-]+(?:(\d{4})年)?12月31日")
_COUNTED_SPAN = pattern(rf"(?:期间|止)?[，,]?{COUNTED}")
_OF_THE_REPORT = pattern(
    rf"(?:{'|'.join(WORDS['of_the_report'])})[\u4e00-\u9fff]{{0,14}}?"
    r"(?P<year>(?<!\d)(?P<number>20\d{2})年度?)(?!\d)[\u4e00-\u9fff]{0,24}?"
    r"(?:实际|情况|进行了?(?:总结|梳理|回顾)|报告|工作总结)"
)

_NAMED_REPORT = pattern(
    r"(?P<year>(?<!\d)(?P<number>20\d{2})年度?)(?!\d)[\u4e00-\u9fff]{0,20}?(?:信息|政务)公开"
    r"(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报)(?:》|”)?(?P<after>.{0,6})",
    re.DOTALL,
)

Slip = tuple[int, int, str]
"""Start and end in the section's text, and the year named."""


def of_the_report(text: str, year: int) -> Iterator[Slip]:
    """结合2020年工作实际 or 反映2020年信息公开情况 in the preamble of a report on 2021.

    The year before is a slip where the clause tells whose year the report is of, and neither a
    document nor a comparison can be meant.
    """
    for said in _OF_THE_REPORT.finditer(text):
        place = said.start("year")
        if abs(int(said["number"]) - year) != 1 or is_quoted(text, place):
            continue
        document = has_word("documents", said[0] + "\n" + text[said.end() :][:12])
        if not (document or has_word("compared", sentence_of(text, place))):
            yield place, said.end("year"), said["number"]


def named_reports(text: str, year: int) -> Iterator[Slip]:
    """公开青桐县2020年政府信息公开年度报告 in the preamble of a report on 2021, whatever the verb.

    A preamble names the report itself; one of another year only in comparison, as a model, or in
    the title of a notice.
    """
    for said in _NAMED_REPORT.finditer(text):
        place = said.start("year")
        if abs(int(said["number"]) - year) != 1 or is_quoted(text, place):
            continue
        sentence = sentence_of(text, place)
        if str(year) in sentence:
            continue
        clause = re.split("[，。；：,;:\n]", text[max(0, place - 40) : place])[-1]
        is_document = has_word("documents", said["after"]) or has_word("notices", clause + said[0])
        if not (is_document or has_word("compared", sentence) or has_word("models", sentence)):
            yield place, said.end("year"), said["number"]


def counted_spans(text: str, year: int) -> Iterator[Slip]:
    """2020年1月1日至12月31日，共收到 in a report on 2021; a period that ends before it begins."""
    for span in SPAN.finditer(text):
        named = [int(one) for one in span.groups() if one]
        backwards = named[-1] < named[0]
        if (year in named and not backwards) or is_quoted(text, span.start()):
            continue
        near = all(abs(one - year) == 1 for one in named)
        counted = _COUNTED_SPAN.match(text, span.end())
        if backwards or (near and counted and not has_permitted(sentence_of(text, span.start()))):
            yield span.start(), span.end(), str(next(one for one in named if one != year))


def places_of(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text, in order."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def sentence_of(text: str, place: int) -> str:
    """The sentence around a place, at most 200 characters to either side."""
    stops = [match.end() for match in _STOP.finditer(text, max(0, place - 200), place)]
    stop = _STOP.search(text, place, place + 200)
    left = stops[-1] if stops else max(0, place - 200)
    return text[left : stop.start() if stop else place + 200]


def is_permitted(text: str, place: int, sentence: str) -> bool:
    """Whether a title or the sentence around a place shows why another year is named."""
    return is_quoted(text, place) or has_permitted(sentence)


def has_permitted(sentence: str) -> bool:
    """Whether a sentence compares, plans, or tells of the past."""
    return any(word in sentence for word in WORDS["permitted"])


def is_quoted(text: str, place: int) -> bool:
    """Whether a place stands in the title of a document."""
    return text.rfind("《", max(0, place - 80), place) > text.rfind("》", max(0, place - 80), place)
