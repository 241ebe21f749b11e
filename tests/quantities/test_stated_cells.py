"""What a narrative states of cells: all of the report's own year, or nothing."""

from __future__ import annotations

import pytest

from gikqa.editions import load_editions
from gikqa.text.quantities.stated_cells import cells_stated, stated_cells

NEW, IN = "requests.new_received.total", "requests.carried_in.total"
DONE, OUT = "requests.total_concluded.total", "requests.carried_out.total"


def stated(text, year=2023):
    found = stated_cells([{"number": 1, "text": text}], year)
    return {one.sums[0][0]: one.value for one in found}


def test_every_cell_is_one_of_a_form():
    assert cells_stated() <= {cell for form in load_editions().values() for cell in form.cells}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年，共收到政府信息公开申请7件，答复6件，结转下年度1件。", {NEW: 7, DONE: 6, OUT: 1}),
        ("全年新收信息公开申请12件，上年结转1件，已办结13件。", {NEW: 12, IN: 1, DONE: 13}),
        ("因政府信息公开引发行政复议3件、行政诉讼1件。", {
            "disputes.review.total": 3, "disputes.litigation_direct.total": 1,
        }),
        ("（二）依申请公开。全年受理依申请公开7件，其中信函3件、当面4件。", {NEW: 7}),
        ("收到公民、法人和其他组织提出的政府信息公开申请8件。", {NEW: 8}),
    ],
)  # fmt: skip
def test_numbers_of_all_requests_are_stated(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2022年共收到政府信息公开申请7件。",
        "2019年以来累计收到政府信息公开申请70件。",
        "通过网络收到政府信息公开申请3件。",
        "全市收到政府信息公开申请300件。",
        "收到自然人提出的政府信息公开申请5件。",
        "上半年收到政府信息公开申请5件。",
        "收到政府信息公开申请约10件。",
        "收到留言20件，办结20件，做好政府信息公开工作。",
        "收到低保申请20件，办结20件。",
        "办理政府信息公开行政复议案件3件。",
        "收到政府信息公开申请7件。共收到政府信息公开申请9件。",
    ],
)
def test_other_numbers_state_nothing(text):
    assert stated(text) == {}


def test_what_is_received_may_count_what_was_carried_in():
    (one,) = stated_cells([{"text": "收到政府信息公开申请7件。"}, None, {"text": None}], 2023)
    assert one.sums == ((NEW,), (NEW, IN))
