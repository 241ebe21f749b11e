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
_PRESENTED = pattern(
    r"(?:^|[^于])(?:公开|公布|发布|公示|编制|编写|撰写|形成)(?:了《?)?[\u4e00-\u9fff]{0,16}(?<![的和与及])$"
)
"""Before the year of a report that a preamble presents."""
_ENDS = pattern(r"\s*(?:[，。；：,;:）)]|$|如下|由|根据|全文|主要|共|包括|电子|现)")
_BEGINS = pattern(r"\s*(?:由|根据|依据|按照|包括|包含|主要由|共分|全文)")
"""Behind a report that is the subject of the sentence: what it is made of, or based on."""
_IN_THE_PAST = pattern(
    r"(?:于(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?|按时|如期|及时|已)[^，。；]{0,4}(?:公布|发布|公开)[^，。；]{0,40}$"
    r"|(?<![现特会])(?:公布|发布)了[^《，。；]{0,40}$"
)
"""What was done with the report of the year before, while this one is only presented."""

Slip = tuple[int, int, str]
"""Start and end in the section's text, and the year named."""


def of_the_report(text: str, year: int) -> Iterator[Slip]:
    """结合2020年工作实际 or 反映2020年信息公开情况 in the preamble of a report on 2021.

    The year before is a slip where the clause tells whose year the report is of, and neither a
    document nor a comparison can be meant.
    """
    for said in _OF_THE_REPORT.finditer(text):
        place = said.start("year")
        # 对2020年度报告核查: an object, which `named_reports` judges.
        if abs(int(said["number"]) - year) != 1 or said[0].endswith("年度报告"):
            continue
        document = has_word("documents", said[0] + "\n" + text[said.end() :][:12])
        if not (
            document or is_quoted(text, place) or has_word("compared", sentence_of(text, place))
        ):
            yield place, said.end("year"), said["number"]


def named_reports(text: str, year: int) -> Iterator[Slip]:
    """公开青桐县2020年政府信息公开年度报告 in the preamble of a report on 2021.

    A preamble presents the report itself; one of another year is compared, a model, kept, or in
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
        presented = _PRESENTED.search(clause) and _ENDS.match(said["after"])
        begins = not clause.strip() and _BEGINS.match(said["after"])
        if not (presented or begins) or is_past(text, place):
            continue
        is_document = has_word("documents", said["after"]) or has_word("notices", clause + said[0])
        if not (is_document or has_word("compared", sentence) or has_word("models", sentence)):
            yield place, said.end("year"), said["number"]


def is_past(text: str, place: int) -> bool:
    """Whether what stands before a place tells what was done with the report of another year."""
    return _IN_THE_PAST.search(text, max(0, place - 48), place) is not None


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
