"""One pass over the bytes of a batch finds what looking for each rule's phrases by hand finds."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from gikqa._engine.view import _hits_of
from gikqa._export.schema import SECTIONS
from gikqa._text.phrases import PhraseFinder
from gikqa.screens import Narratives

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
    found = PhraseFinder({"A1": one, "B1": other}).find(narratives)
    for row, texts in enumerate(reports):
        sections = narratives.sections(row)
        assert [section.text for section in sections] == [text or "" for text in texts or ()]
        for code, phrases in (("A1", one), ("B1", other)):
            hits = [
                (hit.index, hit.start, hit.end, hit.phrase)
                for hit in _hits_of(narratives, found[code], row)
            ]
            assert hits == [
                (index, *hit)
                for index, section in enumerate(sections)
                for hit in by_hand(section.text, phrases)
            ]


def test_a_slice_of_an_export_has_the_sections_of_its_own_rows():
    rows = [[{"number": 1, "heading": "甲", "text": f"第{n}份"}] for n in range(5)]
    column = pa.array([*rows, None], SECTIONS).slice(2, 3)
    narratives = Narratives(column, 3)
    assert [narratives.sections(row)[0].text for row in range(3)] == ["第2份", "第3份", "第4份"]
