"""Numbers after phrases against cells: the scan leaves out no report with a number that differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa import cell
from gikqa.text import either, phrases

COUNT = r"(?:共|为|\s)*(\d{1,3})\s?件"
ISSUED = phrases(["制发", "印发"]).then(COUNT).differing_from(cell("a"))
REPEALED = phrases(["废止"]).then(rf"{COUNT}|、").differing_from(cell("b"), cell("a") + cell("b"))
FINDERS = [
    ISSUED,
    REPEALED,
    phrases(["制发"]).then(COUNT, within=4).differing_from(cell("a")),
    phrases(["制发"]).after("新").then(COUNT).differing_from(cell("a")),
    either(ISSUED, REPEALED),
]
PIECES = [
    *("制发", "印发", "废止", "新", "共", "为", "、", "，", "。", " ", "\n", "𠮷", "x" * 130),
    *("0", "3", "7", "10", "３", "1000", "件", "份"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
COUNTS = st.sampled_from([None, 0, 3, 7, 10, 2**62 - 1])


def numbers(finder, batch, report):
    """The number of each phrase, and whether it is one of the values of its finder."""
    for part in getattr(finder, "finders", (finder,)):
        known = {value.evaluate(batch)[report.row].as_py() for value in part.agreeing}
        for near in part.read(report):
            yield near.after[1], near.after[1] is not None and int(near.after[1]) in known


@pytest.mark.parametrize("finder", FINDERS, ids=range(len(FINDERS)))
@given(st.lists(st.tuples(TEXTS, COUNTS, COUNTS), min_size=1, max_size=8))
def test_the_scan_keeps_just_the_reports_with_a_number_that_differs(
    finder, batch_of, one_report, reports
):
    texts, a, b = zip(*reports, strict=True)
    batch = batch_of(finder, texts, {"a": a, "b": b})
    for row, kept in enumerate(finder.scan(batch).tolist()):
        said = list(numbers(finder, batch, one_report(batch, row)))
        differs = any(not agrees for _, agrees in said)
        assert kept >= differs, (texts[row], said)
        assert kept == differs or len(texts[row]) > 120, (texts[row], said)


def test_of_two_finders_each_compares_the_numbers_of_its_own_phrases(batch_of, one_report):
    finder = either(ISSUED, REPEALED)
    texts = ["印发2件，废止5件。", "印发5件，废止2件。"]
    batch = batch_of(finder, texts, {"a": [2, 2], "b": [5, 5]})
    assert finder.scan(batch).tolist() == [False, True]
    said = finder.read(one_report(batch, 1))
    assert [(near.quote, near.after[1]) for near in said] == [("印发5件", "5"), ("废止2件", "2")]


def test_the_columns_of_all_values_are_declared():
    assert either(ISSUED, REPEALED).reads == ("a", "b")
