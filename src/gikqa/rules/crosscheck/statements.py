"""What a narrative says of requests and disputes, place by place."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from gikqa import Finding, Hit, Report, Section
from gikqa.text.quantities import Quantity, Scope, may_begin, read_narrative, sentences_around

_CONTENT = re.compile(r"(?:涉及|集中在|集中于|内容为)[^。；;\n]*[。；;\n]")
"""What the requests asked for, told to the end of a sentence."""
_YEARS = range(2009, 2032)
_YEAR = re.compile(r"\d{4}")
_STOPS = re.compile(r"[。；！？\n]")
_MARKS = re.compile(r"[，。；;：:！？、\n（()）,]")
_REACH = 200
NEAR = 16
_REQUESTS = re.compile("依申请公开|信息公开申请|公开政府信息申请|公开申请")
_CHAPTER_OF_REQUESTS = 3
_FIRST_FORM_WITH_CHAPTERS = 2019
_ITEM = re.compile(
    r"(?:^|[。；;\n])\s*(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,3}、"
    r"|\d{1,2}[.、．](?!\d)|[二三四五六七八九十]是)"
)
_OTHERS_BESIDE = re.compile(
    r"(?:部门|单位|乡镇?|镇|街道|办公室|局)[^，,。；\d]{0,8}(?:受理|收到|新收|办理|承办|答复|办结)?"
    r"[^，,。；\d]{0,10}\d+\s?[件宗]"
)
"""县政府收到4件，部门收到8件: each number is of some of the bodies."""
_PART_OF_YEAR = re.compile(r"(?:截[至止]|至)(?:\d{4}年)?(?:[1-9]|1[01])月")
_LARGE = re.compile(r"(?<![\d.,])[1-9]\d{1,6}(?=\s?[件份宗])")
"""Numbers of two digits or more: smaller ones agree with a table by chance."""
TOTALS = tuple(
    f"requests.{row}.total"
    for row in ("new_received", "carried_in", "total_concluded", "carried_out")
)
UNITS = ("件", "份", "宗", "起", "条")
_BETWEEN = (
    *("的", "了", "共", "计", "各类", "政府", "政务", "信息", "公开", "依申请", "申请", "书"),
    *(
        "公民、法人和其他组织",
        "公民、法人或其他组织",
        "公民、法人或者其他组织",
        "公民、法人及其他组织",
    ),
    *(
        "提出的",
        "提交的",
        "案件",
        "件",
        "数量",
        "数",
        "为",
        "有",
        "事项",
        "群众",
        "公众",
        "继续办理",
        "继续",
        "办理",
    ),
)
_ANYBODY = re.compile("公民、法人(?:和|及|或者?)其他组织")
_FILLERS = re.compile(rf"(?:{'|'.join(_BETWEEN)}|\s)*")
FILLER_CHARACTERS = frozenset("".join(_BETWEEN))
"""Every character but blanks that may stand between a phrase and its number."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A number with the phrase that says what it is; `clause` is all of the clause before it."""

    section: Section
    quantity: Quantity
    start: int
    end: int
    clause: str
    sentence: str

    @property
    def value(self) -> int:
        """The number."""
        return int(self.quantity.value)

    def finding(self, *, expected: str, cells: tuple[str, ...]) -> Finding:
        """A finding that quotes phrase and number, and names the cells that say otherwise."""
        return Finding(
            cells=cells,
            section=self.section.number,
            start=self.start,
            end=self.end,
            quote=self.section.text[self.start : self.end],
            observed=str(self.value),
            expected=expected,
        )


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """What words.toml says."""
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


def phrases_of(key: str) -> Iterable[str]:
    """The phrases listed for one statement, those with a year for every year."""
    listed = words()[key]
    dated = listed.get("dated", ())
    return [*listed["phrases"], *(each.format(year=year) for each in dated for year in _YEARS)]


def of_year(hit: Hit, year: int) -> bool:
    """Whether a phrase names no year or this one."""
    named = _YEAR.search(hit.phrase)
    return named is None or int(named[0]) == year


def has_any(text: str, listed: Iterable[str]) -> bool:
    """Whether one of the words stands in the text."""
    return any(word in text for word in listed)


def may_be_counted(text: str, place: int = 0) -> bool:
    """Whether nothing but fillers stands between a place and what may be a number."""
    between = _FILLERS.match(text, place)
    return between is not None and may_begin(text, between.end())


def counted(report: Report, hit: Hit, *, may_precede: bool = False) -> Statement | None:
    """The exact number of cases of this year that a phrase governs.

    Between the two stand only words like 政府信息公开申请; with `may_precede` the number may also
    stand in front (另有3件顺延到下年度).
    """
    section = report.sections[hit.index]
    text = section.text
    if not may_precede and not may_be_counted(text, hit.end):
        return None  # as behind most phrases
    around = sentences_around(text, hit.start)
    numbers = read_narrative(text, report.year, around).quantities
    place = bisect_left(numbers, hit.end, key=lambda one: one.start)
    if place < len(numbers) and numbers[place].start <= hit.end + 2 * NEAR:
        one = numbers[place]
        if _FILLERS.fullmatch(text, hit.end, one.start):
            return _statement(section, one, hit.start, one.end)
    if may_precede and place:
        one = numbers[place - 1]
        close = 0 <= hit.start - one.end <= NEAR
        if close and not _MARKS.search(text, one.end, hit.start):
            return _statement(section, one, one.start, hit.end)
    return None


def _statement(section: Section, one: Quantity, start: int, end: int) -> Statement | None:
    exact = not one.is_vague and one.step == 1 and one.places == 0
    if not exact or one.unit not in UNITS or one.scope not in (
        Scope.THIS_YEAR, Scope.NONE, Scope.NEXT_YEAR,
    ):  # fmt: skip
        return None
    text = section.text
    before = text[max(0, start - _REACH) : start]
    behind = _STOPS.split(text[end : end + _REACH])[0]
    clause = _MARKS.split(before)[-1] + text[start : one.start]
    sentence = _STOPS.split(before)[-1] + text[start:end] + behind
    return Statement(section, one, start, end, clause, sentence)


def speaks_of_requests(statement: Statement, report: Report) -> bool:
    """Whether all requests of this body are meant, as far as the words tell."""
    text = statement.section.text
    scope = words()["scope"]
    sentence = _STOPS.split(text[max(0, statement.start - _REACH) : statement.start])[-1]
    return (
        _is_the_matter(statement, report)
        and not _PART_OF_YEAR.search(statement.sentence)
        and not counts_others(report, text, statement.sentence, statement.start, statement.end)
        and not has_any(sentence, scope["bodies"][_kind_of_body(report)])
        and not (_kind_of_body(report) == "government" and _shares_with_others(statement))
        and not has_any(_ANYBODY.sub("", statement.clause), scope["some"])
        and not has_any(text[statement.end : statement.end + 2], ("次", "人"))
    )


def _shares_with_others(statement: Statement) -> bool:
    behind = statement.section.text[statement.end : statement.end + _REACH]
    return _OTHERS_BESIDE.search(_STOPS.split(behind)[0]) is not None


def counts_others(report: Report, text: str, sentence: str, start: int, end: int) -> bool:
    """Whether the sentence of a number, from `start` to `end` in its text, may count other bodies.

    The table of a government may be its own or that of all its bodies; it is the latter where
    another number of the paragraph on 全县 is one of the table.
    """
    scope = words()["scope"]
    named = [word for word in scope["others"] if word in sentence]
    if not named or any(word not in scope["whole"] for word in named):
        return bool(named)
    if _kind_of_body(report) != "government":
        return True
    known = {count_at(report, path) for path in TOTALS}
    left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    numbers = _LARGE.finditer(text, left, len(text) if right < 0 else right)
    return not any(int(one[0]) in known for one in numbers if not start <= one.start() < end)


def tells_the_whole(report: Report, said: Statement, readings: Iterable[int]) -> bool:
    """Whether the paragraph of a number also tells the table's, so that this is of one body."""
    if _kind_of_body(report) == "other":
        return False
    text, known = said.section.text, set(readings)
    left, right = text.rfind("\n", 0, said.start) + 1, text.find("\n", said.end)
    numbers = _LARGE.finditer(text, left, len(text) if right < 0 else right)
    return any(int(one[0]) in known for one in numbers if not said.start <= one.start() < said.end)


def _is_the_matter(statement: Statement, report: Report) -> bool:
    """Whether requests for information are what was spoken of last: 依申请公开…, 共收到申请3件."""
    text = statement.section.text
    said = text[statement.start : statement.quantity.start]
    if _REQUESTS.search(said):
        return True
    before = text[max(0, statement.start - _REACH) : statement.start]
    items = list(_ITEM.finditer(before))
    before = before[items[-1].start() :] if items else before
    told = [match.end() for match in _REQUESTS.finditer(before)]
    if said.endswith("申请") and not told:
        # 受理申请3件 may come before the words that say which ones, or stand in their chapter.
        behind = _STOPS.split(text[statement.end : statement.end + _REACH])
        told = [0] if _REQUESTS.search(behind[0]) else []
        in_chapter = statement.section.number == _CHAPTER_OF_REQUESTS
        told += [0] if in_chapter and report.year >= _FIRST_FORM_WITH_CHAPTERS else []
    since = _CONTENT.sub("", before[told[-1] :]) if told else ""
    return bool(told) and not has_any(since, words()["scope"]["matters"])


def _kind_of_body(report: Report) -> str:
    """A government counts its bodies, too; what one of them did is not what its table says."""
    # Of many a title nothing but the place is left: 青桐县2023年政府信息公开工作年度报告.
    governments = ("人民政府", "政府机关", "省", "自治区", "市", "县", "区", "旗", "州", "盟")
    if report.publisher.endswith(governments) and "镇" not in report.publisher[-6:]:
        return "government"
    return "office" if "政府办公" in report.publisher else "other"


def about_requests(
    report: Report,
    *,
    may_precede: bool = False,
    not_behind: Iterable[str] = (),
) -> Iterator[Statement]:
    """What the rule's phrases say of all requests of this body, each number once.

    A phrase directly behind one of `not_behind` does not count.
    """
    seen = set()
    for hit in report.hits:
        text = report.sections[hit.index].text
        if not of_year(hit, report.year + 1):  # what is carried over goes there
            continue
        if any(text.endswith(word, 0, hit.start) for word in not_behind):
            continue
        # No words of `_REQUESTS` do without this one; told before a number is read, it saves that.
        if "申请" not in text[max(0, hit.start - _REACH - 4 * NEAR) : hit.end + 2 * NEAR]:
            continue
        found = counted(report, hit, may_precede=may_precede)
        if found is None or not speaks_of_requests(found, report):
            continue
        place = (hit.index, found.quantity.start)
        if place not in seen:
            seen.add(place)
            yield found


def count_at(report: Report, path: str) -> int | None:
    """A cell that holds a count; None if it is blank or holds none."""
    value = report.cell(path)
    return int(value) if value is not None and value >= 0 and value == int(value) else None
