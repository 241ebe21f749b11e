"""Titles in 《》: the search through a batch finds the reports in which reading finds one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikqa.text.citations import CitedTitles

PIECES = [
    "《",
    "》",
    "甲",
    "乙丙",
    "甲规定",
    "（甲发",
    "号）",
    "。",
    "\n",
    "𠮷",
    "丁" * 99,
    "戊" * 60,
    "",
]


def with_first(title):
    """The title, if it begins with 甲."""
    return title if title.startswith("甲") else None


def with_number(title, after):
    """Both, if a number follows the title."""
    return (title, after) if after.startswith("（甲发") else None


def twice(said):
    """Whether there are two."""
    return len(said) > 1


FINDERS = {
    "title": CitedTitles(with_first),
    "number": CitedTitles(with_first, with_number),
    "twice": CitedTitles(with_first, None, twice),
    "two numbers": CitedTitles(with_first, with_number, twice),
}
texts = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


@pytest.mark.parametrize("name", FINDERS)
@settings(max_examples=60)
@given(several=st.lists(texts, min_size=1, max_size=6))
def test_the_batch_keeps_exactly_the_reports_in_which_reading_finds_something(
    name, several, batch_of, one_report
):
    finder = FINDERS[name]
    batch = batch_of(finder, several)
    kept = finder.scan(batch).tolist()
    assert kept == [bool(finder.read(one_report(batch, row))) for row in range(len(several))]


def said_of(finder, text, batch_of, one_report):
    return [
        (one.title, one.start, one.end, one.verdict)
        for one in finder.read(one_report(batch_of(finder, [text]), 0))
    ]


@pytest.mark.parametrize(
    "text", ["甲》", "《甲", "《》", "《甲\0》", f"《甲{'丁' * 100}》", "《乙》"]
)
def test_what_is_no_title_or_another_one_is_not_found(text, batch_of, one_report):
    assert said_of(FINDERS["title"], text, batch_of, one_report) == []


def test_of_titles_inside_each_other_the_innermost_is_found(batch_of, one_report):
    found = said_of(FINDERS["title"], "依据《甲《甲乙》丙》", batch_of, one_report)
    assert found == [("甲乙", 4, 8, "甲乙")]


def test_what_follows_a_title_is_shown_to_the_second_function(batch_of, one_report):
    (found,) = said_of(FINDERS["number"], "《甲》、《甲乙》（甲发", batch_of, one_report)
    assert found == ("甲乙", 4, 8, ("甲乙", "（甲发"))


def test_a_batch_of_one_wording_asks_the_function_once(batch_of):
    asked = []
    finder = CitedTitles(asked.append)
    finder.scan(batch_of(finder, ["《甲》《甲》", "《甲》"]))
    assert asked == ["甲"]
