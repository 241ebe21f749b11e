"""Words twice in a clause: the search leaves out no report in which reading finds some."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gikqa.rules.shared.twice_in_clause import twice_in_clause

PIECES = ["通过", "按照", "网站", "，", "公开信息", "。", "\n", "𠮷", "甲" * 9]
FINDER = twice_in_clause(lambda: ["通过", "按照"], within=14)


def test_a_word_comes_again_before_the_next_mark_or_not_at_all(batch_of, one_report):
    texts = ["通过网站通过", "通过，通过", "通过按照通过", "通过通过", "通过" + "甲" * 15 + "通过"]
    batch = batch_of(FINDER, texts)
    found = [
        [(one.word, one.between) for one in FINDER.read(one_report(batch, row))]
        for row in range(len(texts))
    ]
    assert found == [[("通过", "网站")], [], [], [], []]


@given(texts=st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=4))
def test_the_search_chooses_the_reports_in_which_reading_finds_some(texts, batch_of, one_report):
    batch = batch_of(FINDER, texts)
    read = [bool(FINDER.read(one_report(batch, row))) for row in range(len(texts))]
    assert FINDER.scan(batch).tolist() == read
