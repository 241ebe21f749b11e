"""Numbers of items: the search through a batch chooses every report in which reading finds one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from gikqa.rules.structure.item_numbers import ItemNumbers
from gikqa.text.narratives import Narratives
from gikqa.text.phrase_search import PhraseFinder
from gikqa.text.rule_batch import RuleBatch

KIND = pa.list_(pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())]))
FINDER = ItemNumbers()
PIECES = [
    "（一）",
    "(一)",
    "（二）",
    "(二)",
    "（三)",
    "（三）",
    "（四）",
    "甲",
    "乙。",
    "\n",
    " ",
    "一是",
]

texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@dataclass
class OneReport:
    """A report of a batch, as a finder reads it."""

    batch: RuleBatch
    row: int

    def __post_init__(self):
        self.sections = self.batch.narratives.sections(self.row)
        self.hits = self.batch.hits_of_report(self.row)


def batch_of(reports):
    """Reports of two sections each."""
    sections = [
        [{"number": number, "heading": "", "text": text} for number, text in enumerate(each, 1)]
        for each in reports
    ]
    narratives = Narratives(pa.array(sections, KIND), len(reports))
    hits = PhraseFinder({"X": list(FINDER.phrases())}).find(narratives)["X"]
    return RuleBatch(len(reports), np.full(len(reports), 2023), {}, narratives, hits)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=8))
def test_the_batch_leaves_out_no_report_in_which_reading_finds_something(reports):
    batch = batch_of(reports)
    kept = FINDER.scan(batch).tolist()
    read = [bool(FINDER.read(OneReport(batch, row))) for row in range(len(reports))]
    assert [chosen or not found for chosen, found in zip(kept, read, strict=True)] == [True] * len(
        reports
    )


def test_a_number_used_twice_is_found_and_the_next_one_is_expected():
    batch = batch_of([("（一）甲\n（二）乙丙\n（二）丁戊\n（三）己", "")])
    (found,) = FINDER.read(OneReport(batch, 0))
    assert (found.start, found.printed, found.expected) == (11, "（二）", "（三）")
