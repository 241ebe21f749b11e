"""Conditions about chapters say of a whole batch what plain Python finds report by report."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa import Section
from gikqa.editions import edition_for
from gikqa.rules.structure import chapter_conditions as conditions
from gikqa.rules.structure.chapters import ENOUGH_CHAPTERS, chapters, is_nothing
from gikqa.text.narratives import Narratives
from gikqa.text.rule_batch import RuleBatch

KIND = pa.list_(pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())]))
YEARS = (2018, 2020, 2023, 1999)
HEADINGS = [
    *(chapter.heading for chapter in edition_for(2023).sections),
    *(
        "",
        "（一）主动公开",
        "总体情情况",
        "本单位的大事",
        "其他需要报告的事项。",
        "存在的主要问题及改情况",
    ),
]
PIECES = [
    "",
    " ",
    "\n",
    "无",
    "暂无。",
    "（一）",
    "(二）",
    "收费",
    "问题",
    "甲" * 9,
    "乙" * 60,
    "𠮷",
]
ITEM = re.compile(r"[（(][一二三四五六七][）)]")

texts = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
sections = st.builds(Section, st.integers(0, 7), st.sampled_from(HEADINGS), texts)
in_order = st.lists(texts, min_size=7, max_size=7).map(
    lambda said: [
        Section(number, heading, text)
        for number, (heading, text) in enumerate(zip(["", *HEADINGS[:6]], said, strict=True))
    ]
)


@st.composite
def narratives(draw):
    """A report in order with a few sections added, lost or moved, or any sections."""
    found = draw(in_order | st.lists(sections, max_size=8))
    for _ in range(draw(st.integers(0, 2))):
        found.insert(draw(st.integers(0, len(found))), draw(sections))
    if found and draw(st.booleans()):
        moved = found.pop(draw(st.integers(0, len(found) - 1)))
        if draw(st.booleans()):
            found.insert(draw(st.integers(0, len(found))), moved)
    return tuple(found)


reports = st.lists(st.tuples(st.sampled_from(YEARS), narratives()), min_size=1, max_size=5)


def batch_of(several):
    rows = [[vars_of(section) for section in sections] for _, sections in several]
    years = np.array([year for year, _ in several], np.int64)
    texts = Narratives(pa.array(rows, KIND), len(rows))
    return RuleBatch(len(rows), years, {}, texts)


def vars_of(section):
    return {"number": section.number, "heading": section.heading, "text": section.text}


def found_in(year, sections):
    edition = edition_for(year)
    return list(chapters(edition, sections)) if edition else []


def numbers_of(year, sections):
    return [chapter.number for chapter in found_in(year, sections)]


def whole_chapter(year, sections, number):
    """The text of a chapter up to the next one; None where it cannot be known."""
    found = found_in(year, sections)
    places = [chapter.place for chapter in found if chapter.number == number]
    if len({chapter.number for chapter in found}) < ENOUGH_CHAPTERS or len(places) != 1:
        return None
    after = next((chapter.place for chapter in found if chapter.place > places[0]), None)
    if after is None and number < 6:
        return None
    first, *others = sections[places[0] : after]
    return "\n".join([first.text, *(f"{own.heading}\n{own.text}" for own in others)])


def of_chapter(number, judge):
    def expected(year, sections):
        text = whole_chapter(year, sections, number)
        return text is not None and judge(text)

    return expected


def lacks(year, sections):
    edition = edition_for(year)
    due = {chapter.number for chapter in edition.sections} if edition else set()
    return not due <= set(numbers_of(year, sections))


def has_own(year, sections):
    places = {chapter.place for chapter in found_in(year, sections)}
    return any(one.number > 0 and place not in places for place, one in enumerate(sections))


def printed(sections):
    return [section.number for section in sections if section.number]


def goes_back(numbers):
    return any(here < before for before, here in pairwise(numbers))


CASES = {
    "enough": (
        conditions.has_enough_chapters,
        lambda year, sections: len(set(numbers_of(year, sections))) >= ENOUGH_CHAPTERS,
    ),
    "lacks": (conditions.lacks_a_chapter, lacks),
    "doubled": (
        conditions.has_doubled_chapter,
        lambda year, sections: max(Counter(numbers_of(year, sections)).values(), default=0) > 1,
    ),
    "too late": (
        conditions.has_chapter_too_late,
        lambda year, sections: goes_back(numbers_of(year, sections)),
    ),
    "own": (conditions.has_section_of_its_own, has_own),
    "numbered": (
        conditions.is_numbered_through,
        lambda year, sections: printed(sections) == list(range(1, len(printed(sections)) + 1)),
    ),
    "words": (
        conditions.has_words_in_chapters,
        lambda year, sections: any(one.text.strip() for one in sections if one.number),
    ),
    "heading": (
        conditions.has_heading(lambda edition, heading: heading.endswith("。")),
        lambda year, sections: (
            bool(edition_for(year))
            and any(one.heading.endswith("。") for one in sections if one.number)
        ),
    ),
    "nothing": (
        conditions.has_chapter_of_nothing((1, 6)),
        lambda year, sections: any(
            is_nothing(chapter.section.text)
            for chapter in found_in(year, sections)
            if chapter.number in (1, 6)
        ),
    ),
    "preamble": (
        conditions.has_preamble_that("收费|甲乙"),
        lambda year, sections: any(
            re.search("收费|甲乙", one.text) for one in sections if one.number == 0
        ),
    ),
    "says": (
        conditions.says(["收费", "暂无", "无"]),
        lambda year, sections: any(
            word in one.text for one in sections for word in ("收费", "暂无", "无")
        ),
    ),
    "whole": (conditions.has_whole_chapter(5), of_chapter(5, lambda text: True)),
    "whole last": (conditions.has_whole_chapter(6), of_chapter(6, lambda text: True)),
    "chapter says": (
        conditions.chapter_says(1, ["主动公开", "收费"]),
        of_chapter(1, lambda text: "主动公开" in text or "收费" in text),
    ),
    "chapter of nothing": (conditions.chapter_is_nothing(6), of_chapter(6, is_nothing)),
    "length": (
        conditions.chapter_has_length(1, 20),
        of_chapter(1, lambda text: len(text) >= 20),
    ),
    "items": (
        conditions.chapter_has_items(1, 2),
        of_chapter(1, lambda text: len(ITEM.findall(text)) >= 2),
    ),
}


@pytest.mark.parametrize("name", CASES)
@given(several=reports)
def test_a_condition_is_true_of_the_reports_that_plain_python_finds(name, several):
    condition, expected = CASES[name]
    found = condition.evaluate(batch_of(several)).to_pylist()
    assert found == [expected(year, sections) for year, sections in several]


def test_each_condition_is_true_of_some_report_and_false_of_another():
    spoken = "（一）（二）收费" + "甲" * 20
    full = [Section(number, one, spoken) for number, one in enumerate(["", *HEADINGS[:6]])]
    empty = [Section(one.number, one.heading, "") for one in full]
    other = [*full[1:3], *reversed(full[1:6]), Section(9, "本单位的大事。", "甲")]
    several = [(2023, tuple(one)) for one in (full, empty, other, ())]
    for name, (condition, _) in CASES.items():
        assert len(set(condition.evaluate(batch_of(several)).to_pylist())) == 2, name
