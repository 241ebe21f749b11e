"""Phrases in two sections: the search chooses the reports in which reading finds some."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gikqa.rules.shared.in_two_sections import InTwoSections

FINDER = InTwoSections(lambda: ["电子版", "联系"])
SECTIONS = st.lists(st.sampled_from(["电子版", "联系，联系", "", "甲乙"]), max_size=4)


def found_in(batch, one_report):
    return [
        [(one.index, one.start, one.phrase) for one in FINDER.read(one_report(batch, row))]
        for row in range(batch.rows)
    ]


def test_the_first_phrase_of_each_section_after_the_first_with_one(batch_of, one_report):
    reports = [
        ["联系，联系", "甲乙"],
        ["电子版"],
        ["电子版"],
        ["甲乙", "联系", "甲乙", "见电子版，联系", "联系"],
    ]
    batch = batch_of(FINDER, reports)
    assert found_in(batch, one_report) == [[], [], [], [(3, 1, "电子版"), (4, 0, "联系")]]


@given(reports=st.lists(SECTIONS, max_size=4))
def test_the_search_chooses_the_reports_in_which_reading_finds_some(reports, batch_of, one_report):
    batch = batch_of(FINDER, reports)
    read = [bool(found) for found in found_in(batch, one_report)]
    assert FINDER.scan(batch).tolist() == read
