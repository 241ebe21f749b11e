"""Lines before headings: the search through a batch leaves out none that reading finds."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from gikqa import Section
from gikqa.rules.wording.line_ends import has_line_ending_with, lines_ending_with
from gikqa.text.narratives import Narratives
from gikqa.text.rule_batch import RuleBatch

KIND = pa.list_(pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())]))
PIECES = [
    "公开",
    "条",
    "，",
    "。",
    "\n",
    "\n\n",
    " ",
    "\u3000",
    "（二）",
    "(三)",
    "三、",
    "十一、",
    "1.",
    "1.5",
]


class OneText:
    """A report with one section."""

    def __init__(self, text):
        self.sections = (Section(1, "", text),)


def found(text):
    return [(line.text, line.last) for line in lines_ending_with(OneText(text), "开，")]


def test_a_line_that_goes_on_is_not_found():
    assert found("全年公开\n各类信息。\n共公开") == [("共公开", True)]


def test_a_line_before_a_heading_is_found_across_blanks():
    text = "全年公开 \n\n　（二）公开，\n3.5条公开，\n 1.公开。"
    assert found(text) == [("全年公开", False), ("3.5条公开，", False)]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), min_size=1, max_size=8))
def test_the_condition_is_true_of_every_report_with_such_a_line(texts):
    sections = [[{"number": 1, "heading": "", "text": text}] for text in texts]
    narratives = Narratives(pa.array(sections, KIND), len(texts))
    batch = RuleBatch(len(texts), np.full(len(texts), 2023), {}, narratives)
    kept = has_line_ending_with("开，").evaluate(batch).to_pylist()
    assert all(keeps >= bool(found(text)) for keeps, text in zip(kept, texts, strict=True))
