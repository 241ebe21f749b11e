"""A phrase in a sentence: the search through a batch finds the reports that reading finds."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from gikqa._model.report import Hit, Section
from gikqa.text import PhraseInSentence
from gikqa.text.hits import Hits
from gikqa.text.narratives import Narratives
from gikqa.text.rule_batch import RuleBatch

KIND = pa.list_(pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())]))
PHRASE = "六个部分"
PIECES = [PHRASE, "甲、", "乙", "3", "。", "！", "\n", " ", "𠮷", "丙" * 299, "丁" * 150]


def listed(phrase, before, after):
    """The two sides, where 甲 or 丙 is in one of them."""
    return (before, after) if any(word in before + after for word in "甲丙") else None


FINDER = PhraseInSentence(lambda: [PHRASE], listed)


class OneText:
    """A report with one section, as a finder reads it."""

    def __init__(self, text):
        self.sections = (Section(0, "", text),)
        self.hits = [Hit(0, start, start + len(PHRASE), PHRASE) for start in places(text)]


def places(text):
    return [start for start in range(len(text)) if text.startswith(PHRASE, start)]


def batch_of(texts):
    """The texts as reports of one section; the hits are made here, without the search for them."""
    sections = [[{"number": 0, "heading": "", "text": text}] for text in texts]
    narratives = Narratives(pa.array(sections, KIND), len(texts))
    found = [(row, start) for row, text in enumerate(texts) for start in places(text)]
    rows = np.array([row for row, _ in found], np.int64)
    before = np.array([len(texts[row][:start].encode()) for row, start in found], np.int64)
    starts = narratives.starts[rows] + before
    words = np.zeros(len(found), np.int64)
    hits = Hits(rows, rows, starts, starts + len(PHRASE.encode()), words, [PHRASE])
    return RuleBatch(len(texts), np.full(len(texts), 2023), {}, narratives, hits)


texts = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@given(st.lists(texts, min_size=1, max_size=8))
def test_the_batch_keeps_exactly_the_reports_in_which_reading_finds_something(several):
    kept = FINDER.scan(batch_of(several)).tolist()
    assert kept == [bool(FINDER.read(OneText(text))) for text in several]


def test_a_sentence_ends_at_its_marks_and_the_finding_says_what_the_function_said():
    (found,) = FINDER.read(OneText("丙。甲、乙等六个部分，丁！丙"))
    assert (found.section.number, found.hit.start, found.verdict) == (0, 6, ("甲、乙等", "，丁"))


def test_of_a_sentence_that_says_nothing_nothing_is_found():
    assert list(FINDER.read(OneText("甲。乙等六个部分。丙"))) == []
