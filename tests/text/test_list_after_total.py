"""Lists after their total: the scan keeps every report in which reading finds a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa.text import lists, read_enumerations

LISTS = lists(lambda: ["其中", "包括", "条：", "条（"])
PLAIN = "全年公开信息12条，其中动态7条、文件5条。"
PIECES = [
    *(
        "其中",
        "包括",
        "条：",
        "条（",
        "）",
        "，",
        "、",
        "；",
        "。",
        "：",
        "\n",
        " ",
        "𠮷",
        "甲" * 60,
    ),
    *("0", "5", "7", "12", "3", "７", "05", "十二", "1.5", "约"),
    *("条", "件", "%", "动态", "文件", "公开信息", "第三方", "其余", "占比", "共"),
    *(PLAIN, "信息12条", "动态7条", "文件5条", "发布12条（动态7条、文件5条）"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_every_report_in_which_a_list_is_read_is_kept(batch_of, one_report, texts):
    batch = batch_of(LISTS, texts)
    for row, kept in enumerate(LISTS.scan(batch).tolist()):
        assert kept or not LISTS.read(one_report(batch, row)), texts[row]


def is_wrong(found):
    """Whether the parts do not make the total, one is more than it, or a name comes twice."""
    most = found.total.bounds[1]
    exceeds = any(most is not None and (part.bounds[0] or 0) > most for part in found.parts)
    whole = found.closed and found.marker != "其中" and not found.adds_up
    twice = len(found.parts) > 2 and any(len(name) > 2 for name in found.repeated)
    near = found.total.end + 2 >= found.parts[0].start - len(found.marker) - 1
    plain = found.total.unit is not None and not found.mixed_units
    return near and plain and (exceeds or whole or twice)


@given(st.integers(0, 30), st.lists(st.integers(0, 12), min_size=1, max_size=4), st.data())
def test_a_list_that_is_wrong_is_read(batch_of, one_report, total, parts, data):
    names = [data.draw(st.sampled_from(["动态信息", "文件", "公告公示"])) for _ in parts]
    listed = "、".join(f"{name}{part}条" for name, part in zip(names, parts, strict=True))
    text = f"全年公开信息{total}条，包括{listed}。"
    batch = batch_of(LISTS, [text])
    wrong = [found for found in read_enumerations(text, 2023) if is_wrong(found)]
    read = [each.list for each in LISTS.read(one_report(batch, 0))]
    assert all(found in read for found in wrong), text


SILENT = [
    PLAIN,
    PLAIN.removesuffix("。"),
    PLAIN.replace("。", "，均已归档。"),
    PLAIN.replace("、文件5条", "，已转办"),
    PLAIN.replace("文件", "回应和意见箱"),
    PLAIN.replace("动态7条、文件5条", "动态较多"),
    "全年公开信息12条（动态7条、文件5条）。",
    "其中一是加强领导。",
]


@pytest.mark.parametrize("text", SILENT)
def test_a_plain_list_that_makes_its_total_need_not_be_read(batch_of, one_report, text):
    batch = batch_of(LISTS, [text])
    assert LISTS.scan(batch).tolist() == [False]
    assert LISTS.read(one_report(batch, 0)) == []


SUSPECT = {
    "another sum": PLAIN.replace("5条", "6条"),
    "a name twice": PLAIN.replace("文件5条", "文件3条、文件2条"),
    "two measures": PLAIN.replace("5条", "5件"),
    "a zero before the number": PLAIN.replace("5条", "05条"),
    "an ordinal": PLAIN.replace("文件", "第三方文件"),
    "a number after the list": PLAIN.replace("。", "，其余3条。"),
    "a number in words after the list": PLAIN.replace("。", "，另有三条。"),
}


@pytest.mark.parametrize("text", SUSPECT.values(), ids=SUSPECT)
def test_a_list_that_may_be_wrong_is_read(batch_of, one_report, text):
    batch = batch_of(LISTS, [text])
    assert LISTS.scan(batch).tolist() == [True]
    (found,) = LISTS.read(one_report(batch, 0))
    assert (found.list.total.value, found.list.marker, found.place) == (12, "其中", (0, 6))


def test_a_list_in_reach_of_two_openers_is_given_once(batch_of, one_report):
    text = PLAIN.replace("5条", "6条") * 2
    found = LISTS.read(one_report(batch_of(LISTS, [text]), 0))
    assert [each.place for each in found] == [(0, 6), (0, 6 + len(PLAIN))]
