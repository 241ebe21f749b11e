"""GIK814 placeholder-left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from gikqa import Finding, Hit, Report, Severity, rule
from gikqa.rules.shared.text_around import REACH, finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_VARIABLE = pattern(r"\{\{\s{0,2}[\u4e00-\u9fff]{1,12}\s{0,2}\}\}")
_BLANK_DATE = pattern(r"(?<=[自从至为止于到])[ \u3000]+年[ \u3000]+月[ \u3000]+日")
_DIGITS = pattern(r"\d{1,200}")
_CUT = pattern(r"[A-Za-z0-9Ｘ×/=_一二三四五六七八九零〇○-]")
"""Before XX: XXX for a person's name, XX in the address of a page; before ○○: a year, 二〇○○年."""
_OF_A_NUMBER = pattern(r"(?:(?<!\d)0\d{2,3}|电话|传真|邮编|邮政编码|热线|号码)$")
_NAME = pattern(rf"(?:^|[^\u4e00-\u9fff]|[人民员士])[{words('citations', 'GIK813')['surnames']}]$")
"""王××年过六旬: the rest of a name is hidden."""
_MEASURE = pattern("[条件篇个份次项期]")
_FONTS = "|".join(words("citations", "GIK814")["of_typesetting"])
_TYPESETTING = pattern(
    rf"[（(](?=[^）)]{{0,{REACH}}}(?:{_FONTS}))"
    rf"(?:{_FONTS}|GB2312|小?[一二三四五初]号?|号|字|磅|行距|_|\d|[，、,. ])++[）)]"
)
_QUOTES = ("《》", "“”", "〈〉", "「」", "‘’")


def _phrases() -> Iterable[str]:
    listed = words("citations", "GIK814")
    yield from listed["fixed"]
    yield from listed["blank_dates"]
    yield "{{"
    yield from listed["of_programs"]
    for opening in "（(":
        sizes = ("一号", "二号", "三号", "四号", "五号", "小二", "小三", "小四")
        yield from (opening + word for word in (*listed["of_typesetting"], *sizes))
        for closing in "）)":
            yield from (opening + word + closing for word in listed["in_brackets"])
    yield from listed["of_the_model"]
    for marks in listed["marks"]:
        yield from (marks + unit for unit in listed["units"])


@rule(**described("GIK814"), needs=("sections",), phrases=_phrases)
def placeholder_left(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        reached = 0
        for hit in hits:
            place = _placeholder(section.text, hit)
            if place is not None and place[0] >= reached:
                reached = place[1]
                told = section.text[slice(*place)].strip("{} \u3000")
                # The page may say it, or whatever read the page.
                doubtful = hit.phrase in words("citations", "GIK814")["of_programs"]
                severity = Severity.INFO if doubtful else None
                yield finding(section, *place, observed=told, severity=severity)


def _placeholder(text: str, hit: Hit) -> tuple[int, int] | None:
    listed = words("citations", "GIK814")
    left, right = sentence_around(text, hit.start, hit.end)
    if _is_quoted(left, right) or has_any(listed["talked_about"], left, right):
        return None
    if hit.phrase in listed["fixed"]:
        is_number = "XXX" not in hit.phrase or _OF_A_NUMBER.search(left) is not None
        return (hit.start, hit.end) if is_number and not right.startswith("线") else None
    if hit.phrase in listed["of_programs"]:
        return _of_a_program(text, hit)
    if hit.phrase[1:-1] in listed["in_brackets"]:
        is_word = hit.phrase[1:-1] == "数字" and not _MEASURE.match(right)
        return None if is_word else (hit.start, hit.end)
    if hit.phrase == "{{":
        variable = _VARIABLE.match(text, hit.start)
        return variable.span() if variable else None
    if hit.phrase in listed["blank_dates"]:
        begin = max(0, hit.start - 8)
        date = _BLANK_DATE.search(text, begin, hit.end + 12)
        return date.span() if date and _has_digits(text) else None
    if hit.phrase[0] in "（(":
        note = _TYPESETTING.match(text, hit.start)
        return note.span() if note else None
    if _CUT.search(text[max(0, hit.start - 1) : hit.start]):
        return None
    is_name = _NAME.search(left) is not None
    permitted = is_name or has_any(listed["permitted"], left, right)
    return None if permitted else (hit.start, hit.end)


def _is_quoted(left: str, right: str) -> bool:
    """Whether the sentence speaks of the words between quotation marks."""
    return (left.count('"') % 2 == 1 and '"' in right) or any(
        left.rfind(pair[0]) > left.rfind(pair[1]) and pair[1] in right for pair in _QUOTES
    )


@lru_cache(maxsize=8)
def _has_digits(text: str) -> bool:
    """False where reading lost every digit, so that the dates are not blank in the report."""
    return re.search(r"\d", text) is not None


def _of_a_program(text: str, hit: Hit) -> tuple[int, int] | None:
    """What a word processor or a program prints where it has nothing to print."""
    if hit.phrase.startswith("<!--"):
        end = text.find("-->", hit.end, hit.end + REACH)
        return (hit.start, end + 3) if end >= 0 else (hit.start, hit.end)
    if hit.phrase.isdigit():
        run = _DIGITS.match(text, hit.start)
        assert run is not None
        beside = text[max(0, hit.start - 1) : hit.start] + text[run.end() : run.end() + 1]
        is_piece = re.search("[A-Za-z@]", beside) or re.match(r"\d", beside)
        return None if is_piece else run.span()
    around = text[max(0, hit.start - 1) : hit.start], text[hit.end : hit.end + 1]
    if any(re.match(r"[A-Za-z0-9_/=.?&-]", beside) for beside in around):
        return None
    return hit.start, hit.end
