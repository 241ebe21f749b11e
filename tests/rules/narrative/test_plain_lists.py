"""What a whole batch settles of lists, looking at each list by itself settles too."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikqa._export.export_schema import SECTIONS
from gikqa.text.narratives import Narratives
from gikqa.text.plain_lists import settled_lists
from gikqa.text.quantities import BEFORE, BEHIND, is_settled

OPENER = "其中"
PLAIN = "全年公开信息12条，其中动态7条、文件5条。"


def settled(texts):
    """Of the first opener of each text: whether the batch settles it, and what it stands between.

    Each text is a section, so that all are told at once.
    """
    rows = [[{"number": 1, "heading": "", "text": text} for text in texts]]
    narratives = Narratives(pa.array(rows, SECTIONS), 1)
    starts = np.array(
        [
            first + len(text.partition(OPENER)[0].encode())
            for text, first in zip(texts, narratives.starts.tolist(), strict=True)
        ]
    )
    ends = starts + len(OPENER.encode())
    found = settled_lists(narratives, starts, ends, np.arange(len(texts)))
    return found.tolist(), [
        narratives.around(start, end, BEFORE, BEHIND)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("5条", "6条"),
        PLAIN.replace("文件", "动态"),
        PLAIN.replace("5条", "5件"),
        PLAIN.replace("文件", "占比"),
        PLAIN.replace("5条", "05条"),
        PLAIN.replace("文件", "第三方文件"),
        PLAIN.replace("公开信息", "公开信息，"),
        PLAIN.replace("。", "，其余3条。"),
        PLAIN.replace("。", "，另有三条。"),
        PLAIN.replace("7条、", "7条"),
    ],
    ids=[
        "another sum",
        "a name twice",
        "two measures",
        "a share",
        "a zero in front",
        "an ordinal",
        "a total without a clause",
        "a number behind the list",
        "a number in words behind the list",
        "no mark between the parts",
    ],
)
def test_what_may_be_wrong_is_left_open(text):
    assert settled([text])[0] == [False]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.removesuffix("。"),
        PLAIN.replace("。", "，均已归档。"),
        PLAIN.replace("、文件5条", "，已转办"),
        PLAIN.replace("文件", "回应和意见箱"),
    ],
    ids=["to its stop", "to the end", "more words behind", "one part", "a longer name"],
)
def test_a_plain_list_that_adds_up_is_settled(text):
    assert settled([text])[0] == [True]


PIECES = st.sampled_from(
    [*"，、；。（）\n：第三余共和占比𠮷", "7条", "5条", "12条", "0条", "05件", "３条", "12", "动态"]
)
SLIP = st.tuples(st.integers(0, len(PLAIN)), st.integers(0, 2), PIECES)


@given(slips=st.lists(SLIP, max_size=3), front=st.sampled_from(["", "甲" * 60, "一是"]))
@settings(max_examples=400)
def test_whatever_slips_in_no_more_is_settled_than_one_by_one(slips, front):
    text = front + PLAIN
    for place, lost, piece in slips:
        text = text[:place] + piece + text[place + lost :]
    if OPENER in text:
        (found,), (around,) = settled([text])
        assert not found or is_settled(*around)
