"""Shares of one whole: the scan keeps every report in which reading finds some."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa.text import shares

SHARES = shares(lambda: ["占", "占比", "占总数的"], lambda: ["占总数的", "占比", "占"])
PIECES = [
    *(
        "占",
        "占比",
        "占总数的",
        "约",
        "，",
        "、",
        "；",
        "。",
        "\n",
        " ",
        "（",
        "）",
        "𠮷",
        "甲" * 30,
    ),
    *("0", "12", "18", "30", "４０", "3.5", "三十", "1,200", "2023年"),
    *("件", "条", "%", "％", "百分之四十", "申请", "信息"),
    *(
        "甲12件，占40%",
        "乙18件，占60%",
        "丙3件，占比10.0%",
        "收到30件",
        "共计30件，",
        "丁0件，占0%",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_every_report_with_shares_of_one_whole_is_kept(batch_of, one_report, texts):
    batch = batch_of(SHARES, texts)
    for row, kept in enumerate(SHARES.scan(batch).tolist()):
        assert kept or not SHARES.read(one_report(batch, row)), texts[row]


@given(
    st.integers(1, 400),
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, 2)), min_size=2, max_size=3),
    st.sampled_from(["，", "、", "；", "（"]),
)
def test_true_shares_of_a_printed_number_are_found(batch_of, one_report, whole, parts, mark):
    listed = mark.join(
        f"甲类{part}件，占总数的{part * 100 / whole:.{places}f}%" for part, places in parts
    )
    text = f"全年收到{whole}件。{listed}。"
    batch = batch_of(SHARES, [text])
    assert SHARES.scan(batch).tolist() == [True], text
    (found,) = SHARES.read(one_report(batch, 0))
    assert [count.value for count, _ in found.pairs] == [part for part, _ in parts]


SILENT = [
    "甲12件，占40%。",
    "甲12件，乙18件。",
    "甲12件，占40%。\n乙18件，占60%。",
    "甲12件，占多数；乙18件，占少数。",
    "甲0件，占0%；乙0件，占0%。",
    "甲12件，占40%；乙18件，占95%。",
]


@pytest.mark.parametrize("text", SILENT)
def test_shares_that_show_no_whole_together_are_not_given(batch_of, one_report, text):
    assert SHARES.read(one_report(batch_of(SHARES, [text]), 0)) == []


def test_shares_are_given_with_their_whole_and_the_numbers_around(batch_of, one_report):
    text = "收到30件。甲12件，占40%；乙18件，占60%。"
    (found,) = SHARES.read(one_report(batch_of(SHARES, [text]), 0))
    assert [(count.text, share.text) for count, share in found.pairs] == [
        ("12件", "40%"),
        ("18件", "60%"),
    ]
    assert (found.whole.value, sorted(found.numbers)) == (30, [12, 18, 30, 30])
