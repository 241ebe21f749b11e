"""GIK112 year-slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gikqa import Confidence, Finding, Report, Section, Severity, column, judged, known, rule
from gikqa.rules.structure.counted_years import (
    THIS_YEAR,
    WORDS,
    figures_of_another_year,
    has_word,
    plans_for_its_own_year,
)
from gikqa.rules.structure.periods_told import (
    SPAN,
    Slip,
    counted_spans,
    is_past,
    is_permitted,
    is_quoted,
    named_reports,
    of_the_report,
    places_of,
    sentence_of,
)
from gikqa.rules.structure.year_conditions import names_year_of_a_slip
from gikqa.rules.texts import described
from gikqa.text import pattern

_TITLE_YEAR = pattern(r"(?<!\d)(20\d{2})(?!\d)年?度?")
_UNTIL = pattern(r"(?:(?:日期|时间|日)[为是：:])?(\d{4})年(?:12月(?:31日|底|末)|底|末)")
_DONE = pattern(r"完成了?((\d{4})年度?)$")
_DONE_END = pattern("(?:各项|目标)*(?:任务)?(?:[，。；,;\n]|$)")
_REPORT = pattern(
    r"((?<!\d)(\d{4})年度?)(?:年度)?(?:[\u4e00-\u9fff]{0,24}信息公开)?(?:工作)?(?:年度)?(?:工作)?(?:情况)?$"
)
_OWN_TITLE = pattern(rf"(?:{'|'.join(WORDS['presents'])})了?《[\u4e00-\u9fff]{{0,20}}$")
"""编制了《青桐县2020年度报告》 presents this report; 《关于编制2020年度报告的通知》 does not."""
_SO_CALLED = pattern(rf"(?:{'|'.join(map(re.escape, THIS_YEAR))})((?<!\d)(20\d{{2}})年度?)")
_DIGITS = pattern(r"(\d{5,6})$")
_OPENING = pattern(r"\s*((\d{4})年度?)(?:[，,]|(?=[我本全]))")
_ITEM_OPENING = pattern(
    rf"(?:{'|'.join(WORDS['items'])})[。：:\n]+[ \t\xa0\u3000]{{0,7}}((\d{{4}})年度?)[，,]"
)
_ANY_ITEM_OPENING = pattern(
    r"[（(][一二三四五六七八九]{1,2}[）)][^。：:\n，,]{2,20}[。：:\n]+[ \t\xa0\u3000]{0,7}"
    rf"((\d{{4}})年度?)[，,](?:[我本全]|[\u4e00-\u9fff]{{0,8}}(?:{'|'.join(WORDS['bodies'])}))"
)
_COUNTED = pattern(r"(?:公开|发布|收到|受理|办理|推送)[^，,。；;\d]{0,14}\d+\s?[条件篇份宗]")
_FIRST, _WIDEST, _PROBLEMS = 2008, 48, 5
_ON = 120
"""So far on, the report's own year shows that the other was named on purpose."""


def _title_names_another(title: str | None, year: int | None) -> bool:
    named = _TITLE_YEAR.findall(title or "")
    return bool(named) and str(year) not in named and "公开" in (title or "")


_year, _start, _end = column("year"), column("period_start"), column("period_end")
_TITLE_OF_ANOTHER = judged(_title_names_another, "title", "year")
_PERIOD_OF_ANOTHER = known(_start.year().equals(_end.year()) & _start.year().differs(_year))


@rule(
    **described("GIK112"),
    needs=("year",),
    reads=("title", "period_start", "period_end", "sections"),
    where=(_year >= _FIRST) & (_TITLE_OF_ANOTHER | _PERIOD_OF_ANOTHER | names_year_of_a_slip),
)
def year_slip(report: Report) -> Iterator[Finding]:
    year = report.year
    if report.holds(_TITLE_OF_ANOTHER):
        yield _finding(_TITLE_YEAR.findall(report.title or "")[-1], year, quote=report.title)
    start: date | None = report.column("period_start")
    told = [(section, slip) for section in report.sections for slip in _slips(section, year, start)]
    of_another = start if report.holds(_PERIOD_OF_ANOTHER) else None
    if of_another and not any(slip[2] == str(of_another.year) for _, slip in told):
        period = f"{start} – {report.column('period_end')}"
        yield _finding(str(of_another.year), year, quote=period)
    for section, (left, right, other) in told:
        yield _finding(other, year, section=section, left=left, right=right)
    places = {(section.number, slip[0]) for section, slip in told}
    for section in report.sections:
        if section.number == _PROBLEMS:
            for left, right in plans_for_its_own_year(section.text, year):
                yield _hint(section, left, right, year + 1)
        elif section.number == 1:
            for left, right, _ in _opened_items(section.text, year, counted=False):
                if (1, left) not in places:
                    yield _hint(section, left, right, year)


def _hint(section: Section, left: int, right: int, meant: int) -> Finding:
    return Finding(
        section=section.number,
        start=left,
        end=right,
        quote=section.text[left:right],
        observed=section.text[left : left + 4],
        expected=str(meant),
        severity=Severity.INFO,
        confidence=Confidence.HINT,
    )


def _finding(
    other: str,
    year: int,
    *,
    quote: str | None = None,
    section: Section | None = None,
    left: int | None = None,
    right: int | None = None,
) -> Finding:
    return Finding(
        section=section.number if section else None,
        start=left,
        end=right,
        quote=section.text[left:right] if section else quote,
        observed=other,
        expected=str(year),
        cause=f"year-slip:{other}",
    )


def _slips(section: Section, year: int, start: date | None) -> list[Slip]:
    """The slips in one section, in order and without overlaps."""
    text = section.text
    found = [*_until(text, year), *_done(text, year), *_typed(text, year), *_so_called(text, year)]
    found += figures_of_another_year(text, year)
    found += counted_spans(text, year)
    if section.number == 0:
        found += [*_presented(text, year, WORDS["presents"]), *_period(text, year, start)]
        found += [*of_the_report(text, year), *named_reports(text, year)]
    elif section.number in (1, 5):
        found += _opened(section, year)
        if section.number == 1:
            found += _opened_items(text, year)
            found += _presented(text, year, WORDS["presents_only"])
    # A slip that is one in two ways is found once.
    return sorted({slip[0]: slip for slip in sorted(found)}.values())


def _until(text: str, year: int) -> Iterator[Slip]:
    """截至2020年12月31日 in a report on 2021."""
    for word in ("截至", "截止"):
        for place in places_of(text, word):
            day = _UNTIL.match(text, place + len(word))
            if day is None or int(day[1]) == year:
                continue
            sentence = sentence_of(text, place)
            other = int(day[1])
            # 截至2020年底有8个；2021年新增4个 tells what the year began with.
            near = other == year - 1 and str(year) not in sentence + text[place : place + _ON]
            shown = any(word in text[max(0, place - 8) : place] for word in WORDS["shown"])
            if (near or other > year) and not shown and not is_permitted(text, place, sentence):
                yield place, day.end(), day[1]


def _done(text: str, year: int) -> Iterator[Slip]:
    """完成2020年政府信息公开工作 in a report on 2021."""
    for word in ("政府信息公开工作", "政务公开工作"):
        for place in places_of(text, word):
            said = _DONE.search(text, max(0, place - 10), place)
            end = place + len(word)
            if said and int(said[2]) != year and _DONE_END.match(text, end):
                sentence = sentence_of(text, place)
                if not is_permitted(text, place, sentence):
                    yield said.start(), end, said[2]


def _presented(text: str, year: int, words: list[str]) -> Iterator[Slip]:
    """现公布2020年度报告 in the preamble of a report on 2021, or 现将2020年度情况公布如下.

    words: what has to come shortly before it.
    """
    for place in sorted(place for word in WORDS["presented"] for place in places_of(text, word)):
        said = _REPORT.search(text, max(0, place - _WIDEST), place)
        if said is None or int(said[2]) == year:
            continue
        sentence, before = sentence_of(text, place), max(0, said.start() - _WIDEST)
        titled = is_quoted(text, place) and not _OWN_TITLE.search(text, before, said.start())
        # The notice on the reports of another year has its own rule.
        is_notice = "通知" in text[place : place + 24]
        if str(year) in sentence or titled or is_notice or has_word("compared", sentence):
            continue
        if is_past(text, said.start(1)):
            continue
        clause = re.split("[，。；]", text[max(0, said.start() - 12) : said.start()])[-1]
        if any(word in clause for word in words):
            yield said.start(1), place + 2, said[2]


def _so_called(text: str, year: int) -> Iterator[Slip]:
    """本年度（2020年） in a report on 2021."""
    for said in _SO_CALLED.finditer(text):
        if int(said[2]) != year:
            yield said.start(1), said.end(1), said[2]


def _period(text: str, year: int, start: date | None) -> Iterator[Slip]:
    """统计期限自2020年1月1日起至12月31日止 in a report on 2021."""
    told: set[int] = set()
    for place in sorted(place for word in WORDS["spans"] for place in places_of(text, word)):
        span = SPAN.search(text, place, place + 40)
        if span is None or span.start() in told or is_quoted(text, place):
            continue
        told.add(span.start())
        wrong = [int(one) for one in span.groups() if one and int(one) != year]
        whole = span[2] is None or span[1] == span[2]
        # A period over two years is told by its own rule where the columns have it.
        if wrong and (whole or start is None or start.year == year):
            yield span.start(), span.end(), str(wrong[0])


def _typed(text: str, year: int) -> Iterator[Slip]:
    """202020年12月31日: digits too many, the year still among them."""
    for place in places_of(text, "年12月31日"):
        digits = _DIGITS.search(text, max(0, place - 12), place)
        if digits is None or place - digits.start() > 6 or _is_digit(text, digits.start() - 1):
            continue
        if digits[1].startswith(str(year)[:2]) and _is_within(str(year), digits[1]):
            yield digits.start(), place + len("年12月31日"), digits[1]


def _opened(section: Section, year: int) -> Iterator[Slip]:
    """A chapter on the year that begins 2020年， in a report on 2021."""
    text = section.text
    said = _OPENING.match(text)
    beginning = text[:200]
    if said is None or any(word in beginning for word in (f"{year}年", *WORDS["this_year"])):
        return
    sentence = sentence_of(text, said.start(1))
    other = int(said[2])
    # What is to be mended may be told as next year's work.
    if other == year - 1 or (other == year + 1 and section.number == 1):
        past = any(word in sentence for word in WORDS["history"])
        if not past and not is_permitted(text, said.start(1), sentence):
            yield said.start(1), said.end(1), said[2]


def _opened_items(text: str, year: int, *, counted: bool = True) -> Iterator[Slip]:
    """（一）主动公开。2020年，公开信息120条 in a report on 2021, where no other year is told of.

    counted: only items of the form's subjects with a count; else any item of which a body is told.
    """
    for said in (_ITEM_OPENING if counted else _ANY_ITEM_OPENING).finditer(text):
        if int(said[2]) != year - 1:
            continue
        sentence = sentence_of(text, said.start(1))
        beside = text[said.start(1) : said.end() + _ON]
        own = any(word in beside for word in (f"{year}", *WORDS["this_year"]))
        past = any(word in sentence for word in WORDS["history"])
        if (_COUNTED.search(sentence) or not counted) and not (
            own or past or is_permitted(text, said.start(1), sentence)
        ):
            yield said.start(1), said.end(1), said[2]


def _is_digit(text: str, place: int) -> bool:
    return place >= 0 and text[place].isdigit()


def _is_within(year: str, digits: str) -> bool:
    """Whether the digits of a year stand among others in their order."""
    rest = iter(digits)
    return all(digit in rest for digit in year)
