"""What a whole batch settles of lists, looking at each list by itself settles too."""

from __future__ import annotations

from random import Random

import numpy as np
import pyarrow as pa
import pytest

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


PIECES = [
    *"，、；。（）\n：第三余共和占比𠮷",
    "7条",
    "5条",
    "12条",
    "0条",
    "05件",
    "３条",
    "12",
    "动态",
]


def slipped(rng):
    """A list that adds up, with up to three slips."""
    text = rng.choice(["", "甲" * 60, "一是"]) + PLAIN
    for _ in range(rng.randint(0, 3)):
        place, lost = rng.randint(0, len(PLAIN)), rng.randint(0, 2)
        text = text[:place] + rng.choice(PIECES) + text[place + lost :]
    return text


def test_whatever_slips_in_no_more_is_settled_than_one_by_one():
    rng = Random(5)
    texts = [text for text in (slipped(rng) for _ in range(3_000)) if OPENER in text]
    found, around = settled(texts)
    assert 100 < sum(found) < len(texts) - 100
    alone = [is_settled(*stretch) for stretch in around]
    told = zip(texts, found, alone, strict=True)
    assert [text for text, here, there in told if here and not there] == []
