"""The number that a phrase counts: the scan leaves out no report in which reading finds another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa import cell
from gikqa.text import counted, either, phrases

RECEIVED = counted(
    phrases(["收到", "受理"]), units=["件", "份"], fillers=["的", "申请", "信息公开", "共"]
)
LEFT = counted(phrases(["结转"]), units=["件"], may_precede=True)
FINDERS = [
    RECEIVED.differing_from(cell("a"), cell("a") + cell("b")),
    RECEIVED.beside("公开", before=6, after=4).differing_from(cell("a")),
    counted(
        phrases(["收到", "受理"]), units=["件"], fillers=["申请"], not_after=["未", "尚未"]
    ).differing_from(cell("b")),
    LEFT.differing_from(cell("a")),
    counted(phrases(["收到", "受理"]).after("共"), units=["件"]).differing_from(cell("a")),
    either(RECEIVED.differing_from(cell("a")), LEFT.differing_from(cell("b"))),
]
PIECES = [
    *("收到", "受理", "结转", "申请", "的", "信息公开", "共", "公民、", "未"),
    *("0", "3", "7", "10", "３", "三", "十", "1,0", "2.5", "2万", "约", "余"),
    *("件", "份", "个", "次", "%", " ", "\n", "，", "。", "、", "（", "2023年", "𠮷"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
COUNTS = st.sampled_from([None, 0, 3, 7, 10, 2**62 - 1])


def known_to(finder, row, batch):
    """Phrase → the values of one report that a number of this phrase agrees with."""
    return {
        phrase: {value.evaluate(batch)[row].as_py() for value in part.agreeing}
        for part in getattr(finder, "finders", (finder,))
        for phrase in part.phrases()
    }


@pytest.mark.parametrize("finder", FINDERS, ids=range(len(FINDERS)))
@given(st.lists(st.tuples(TEXTS, COUNTS, COUNTS), min_size=1, max_size=8))
def test_every_report_with_a_number_that_differs_is_kept(finder, batch_of, one_report, reports):
    texts, a, b = zip(*reports, strict=True)
    batch = batch_of(finder, texts, {"a": a, "b": b})
    for row, kept in enumerate(finder.scan(batch).tolist()):
        known = known_to(finder, row, batch)
        said = finder.read(one_report(batch, row))
        assert kept or all(one.value in known[one.hit.phrase] for one in said), texts[row]


SILENT = [
    ("收到申请3件。", 3, 0),
    ("收到信息公开的申请共 5份。", 3, 2),
    ("收到申请若干件。", 3, 0),
    ("收到3个申请。", 4, 0),
    ("收到来信3件。", 4, 0),
]


@pytest.mark.parametrize(("text", "a", "b"), SILENT)
def test_a_report_whose_number_agrees_or_counts_nothing_need_not_be_read(batch_of, text, a, b):
    finder = FINDERS[0]
    assert finder.scan(batch_of(finder, [text], {"a": [a], "b": [b]})).tolist() == [False]


@pytest.mark.parametrize("a", [4, None])
def test_a_number_that_differs_from_the_cell_or_meets_a_blank_is_read(batch_of, one_report, a):
    finder = FINDERS[0]
    batch = batch_of(finder, ["本年度收到信息公开申请3件，均已答复。"], {"a": [a], "b": [0]})
    assert finder.scan(batch).tolist() == [True]
    (said,) = finder.read(one_report(batch, 0))
    assert (said.value, said.quote, said.start, said.end) == (3, "收到信息公开申请3件", 3, 13)
    assert said.clause == "本年度收到信息公开申请"
    assert said.sentence == "本年度收到信息公开申请3件，均已答复"


def test_a_vague_number_and_one_of_another_year_count_nothing(batch_of, one_report):
    finder = FINDERS[0]
    texts = ["收到约30件。", "收到30余件。", "2021年收到30件。"]
    batch = batch_of(finder, texts, {"a": [1, 1, 1], "b": [0, 0, 0]})
    assert [finder.read(one_report(batch, row)) for row in range(3)] == [[], [], []]


def test_a_number_may_be_printed_before_its_phrase_in_the_same_clause(batch_of, one_report):
    batch = batch_of(LEFT, ["另有3件结转。", "另有3件，结转。"])
    (said,), none = (LEFT.read(one_report(batch, row)) for row in range(2))
    assert (said.value, said.quote, none) == (3, "3件结转", [])
