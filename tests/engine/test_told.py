"""A repair that the narrative agrees with comes before one that it contradicts."""

from __future__ import annotations

import io
from typing import Any

import pytest

import gikqa
from gikqa._engine.equations.by_narrative import by_narrative
from gikqa._repairs.cause_text import Change, explanation_of
from gikqa._repairs.locate import Repair
from gikqa.editions import load_editions
from gikqa.text.quantities.stated_cells import Stated

FORM = load_editions()["2021"]
REVIEW = {"disputes.review.upheld": 3, "disputes.review.total": 5}
THREE = "因政府信息公开引发行政复议3件。"
FIVE = "因政府信息公开引发行政复议5件。"


def lint(cells: dict[str, int], text: str, **more: Any) -> gikqa.Result:
    report = {"report_id": "r", "publisher": "青桐县人民政府", "year": 2023}
    sections = [{"number": 4, "heading": "行政复议、行政诉讼情况", "text": text}]
    row = report | {"sections": sections} | dict.fromkeys(FORM.cells, 0) | cells
    return gikqa.lint([row], **more)


def cause_in(result: gikqa.Result, code: str) -> str:
    return next(one["cause"] for one in result.findings.to_pylist() if one["rule"] == code)


def first_of(cause: str) -> Any:
    return explanation_of(cause).repairs[0][0]


def test_the_only_repair_that_the_narrative_agrees_with_comes_first_and_is_no_proposal():
    result = lint(REVIEW, THREE)
    cause = cause_in(result, "GIK401")
    assert first_of(cause) == Change("disputes.review.total", "5", "3")
    assert explanation_of(cause).told
    found = next(one for one in result.findings.to_pylist() if one["rule"] == "GIK401")
    assert found["proposal"] == []


def test_of_several_that_it_agrees_with_none_is_told_and_the_one_it_contradicts_is_last():
    cause = explanation_of(cause_in(lint(REVIEW, FIVE), "GIK401"))
    assert not cause.told
    assert cause.repairs[-1] == (Change("disputes.review.total", "5", "3"),)


@pytest.mark.parametrize(
    "text", ["", "2022年引发行政复议3件。", "引发行政复议3件。引发行政复议5件。"]
)
def test_a_silent_narrative_changes_nothing(text):
    assert cause_in(lint(REVIEW, text), "GIK401") == cause_in(lint(REVIEW, "无。"), "GIK401")


def test_a_located_cell_stays_so_against_the_narrative():
    wrong = {"requests.new_received.total": 4}
    result = lint(wrong, "2023年收到政府信息公开申请4件。")
    assert cause_in(result, "GIK304") == "repair:requests.new_received.total=4>0"


def test_seven_received_and_seven_answered_outrank_nine_received():
    """As in a real report: 7 received, 10 concluded, 9 outcomes."""
    counts = {"new_received": 7, "total_concluded": 10, "granted": 7, "unable_not_held": 2}
    cells = {
        f"requests.{row}.{column}": count
        for row, count in counts.items()
        for column in ("natural_person", "total")
    }
    told = lint(cells, "2023年，共收到政府信息公开申请7件，答复7件。")
    silent = lint(cells, "")
    first = {change.cell: change.right for change in _first(told)}
    assert first["requests.total_concluded.total"] == "7"
    assert "requests.new_received.total" not in first
    assert {one.cell: one.right for one in _first(silent)}["requests.new_received.total"] == "9"


def _first(result):
    return explanation_of(cause_in(result, "GIK303")).repairs[0]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "（正文所述与此相符）"), ("en", "(as the narrative says)")]
)
@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_sentence_says_that_the_narrative_agrees(kind, lang, said):
    stream = io.BytesIO()
    gikqa.write(lint(REVIEW, THREE, lang=lang), stream, kind)
    assert said in stream.getvalue().decode().replace("\n", "").replace("  ", " ")


def repair(**changes: str | None) -> Repair:
    return Repair(tuple(Change(cell, "0", right) for cell, right in changes.items()), 1)


@pytest.mark.parametrize(
    ("stated", "order", "told"),
    [
        ([Stated(5, (("a",),))], [0, 1, 2], True),
        ([Stated(7, (("a",),))], [1, 2, 0], False),  # as written: nothing but the first changes it
        ([Stated(6, (("b",),))], [1, 2, 0], True),
        ([Stated(6, (("a", "b"),)), Stated(9, (("z",),))], [2, 0, 1], False),
        ([Stated(12, (("a",), ("a", "b")))], [0, 2, 1], True),
        ([Stated(9, (("z",),))], [0, 1, 2], False),
    ],
)
def test_what_decides_is_what_holds_after_some_repairs_only(stated, order, told):
    repairs = [repair(a="5"), repair(b="6"), repair(b=None)]
    written = {"a": 7, "b": 7, "z": None}.get
    ranked, agrees = by_narrative(repairs, stated, written)
    assert ([repairs.index(one) for one in ranked], agrees) == (order, told)
