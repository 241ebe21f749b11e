"""One pass over the bytes of a batch finds what looking for each rule's phrases by hand finds."""

from __future__ import annotations

from itertools import product

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from gikqa._export.export_schema import SECTIONS
from gikqa.text.characters import flags_of, skip_back
from gikqa.text.narratives import Narratives
from gikqa.text.phrase_search import PhraseFinder
from gikqa.text.rule_batch import RuleBatch

LETTERS = "甲乙a𠀀\n"
PHRASES = st.lists(st.text(LETTERS, min_size=1, max_size=3), min_size=1, max_size=6)
TEXTS = st.one_of(st.none(), st.text(LETTERS + "丙", max_size=12))
REPORTS = st.lists(st.one_of(st.none(), st.lists(TEXTS, max_size=3)), min_size=1, max_size=4)


def by_hand(text, phrases):
    """Leftmost, then longest, then on behind it."""
    place = 0
    while place < len(text):
        here = [phrase for phrase in phrases if text.startswith(phrase, place)]
        if here:
            longest = max(here, key=len)
            yield place, place + len(longest), longest
            place += len(longest)
        else:
            place += 1


@given(one=PHRASES, other=PHRASES, reports=REPORTS)
def test_each_rule_gets_its_phrases_leftmost_and_longest(one, other, reports):
    rows = [
        texts and [{"number": n, "heading": None, "text": text} for n, text in enumerate(texts)]
        for texts in reports
    ]
    narratives = Narratives(pa.array(rows, SECTIONS), len(rows))
    finder = PhraseFinder({"A1": one, "B1": other})
    with_some_words, with_all = finder.find(narratives), finder.find(narratives)
    for row, texts in enumerate(reports):
        sections = narratives.sections(row)
        assert [section.text for section in sections] == [text or "" for text in texts or ()]
        for found, (code, phrases) in product(
            (with_some_words, with_all), (("A1", one), ("B1", other))
        ):
            batch = RuleBatch(len(rows), np.zeros(len(rows)), {}, narratives, found[code])
            hits = [
                (hit.index, hit.start, hit.end, hit.phrase) for hit in batch.hits_of_report(row)
            ]
            assert hits == [
                (index, *hit)
                for index, section in enumerate(sections)
                for hit in by_hand(section.text, phrases)
            ]


@given(texts=st.lists(st.text(LETTERS, max_size=12), min_size=1, max_size=3), data=st.data())
def test_what_stands_around_a_place_is_of_its_own_section(texts, data):
    rows = [[{"number": 1, "heading": "", "text": text} for text in texts]]
    narratives = Narratives(pa.array(rows, SECTIONS), 1)
    section = data.draw(st.integers(0, len(texts) - 1))
    text, first = texts[section], int(narratives.starts[section])
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in range(2))
    before, behind = (data.draw(st.integers(1, 14)) for _ in range(2))
    left, right = (first + len(text[:place].encode()) for place in (start, end))
    found = narratives.around(left, right, before, behind)
    assert found == (text[:start][-before:], text[end:][:behind])


@given(texts=st.lists(st.text("甲乙a\n", max_size=8), min_size=1, max_size=3))
def test_going_back_stops_where_the_section_begins(texts):
    rows = [[{"number": 1, "heading": "", "text": text} for text in texts]]
    narratives = Narratives(pa.array(rows, SECTIONS), 1)
    reached = skip_back(narratives.text, narratives.ends, narratives.starts, flags_of("甲a"), 3)
    passed = [len(text) - max(len(text.rstrip("甲a")), len(text) - 3) for text in texts]
    expected = [
        end - len(text[len(text) - many :].encode())
        for end, text, many in zip(narratives.ends.tolist(), texts, passed, strict=True)
    ]
    assert np.array_equal(reached, expected)


def test_a_slice_of_an_export_has_the_sections_of_its_own_rows():
    rows = [[{"number": 1, "heading": "甲", "text": f"第{n}份"}] for n in range(5)]
    column = pa.array([*rows, None], SECTIONS).slice(2, 3)
    narratives = Narratives(column, 3)
    assert [narratives.sections(row)[0].text for row in range(3)] == ["第2份", "第3份", "第4份"]
