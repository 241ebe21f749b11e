"""Repeated clauses: the search through a batch leaves out no report in which reading finds some."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa.rules.shared import repeated
from gikqa.rules.shared.repeated import comes_again, said_again

LONG, OTHER = "公布机关职责和内设机构负责人姓名电话", "更新机关职责和内设机构负责人姓名电话"
PIECES = [
    LONG,
    OTHER,
    "进一步",
    "机关职责目录",
    "，",
    "。",
    "、",
    "《",
    "》",
    "\n",
    "12条",
    "𠮷",
    "ü",
]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), max_size=4)
AGAIN, AT_ONCE = comes_again(least=54, with_number=42), said_again(more=5)


def quotes(finder, batch_of_texts, one_report, *texts):
    batch = batch_of_texts(texts)
    return [[one.quote for one in finder.read(one_report(batch, row))] for row in range(len(texts))]


def test_titles_headings_and_other_clauses_do_not_come_again(batch_of_texts, one_report):
    texts = (
        f"《{LONG}》，见《{LONG}》，",
        f"{LONG}\n{LONG}\n",
        f"{LONG}，{OTHER}，",
        f"{LONG}。甲{LONG}。",
    )
    assert quotes(AGAIN, batch_of_texts, one_report, *texts) == [[]] * 4


def test_a_passage_comes_again_with_all_its_clauses(batch_of_texts, one_report):
    text = f"甲，乙，{LONG}，丙。丁乙，{LONG}，丙。乙，{LONG}，丙；"
    found = quotes(AGAIN, batch_of_texts, one_report, text)
    assert found == [[f"{LONG}，丙", f"乙，{LONG}，丙"]]


def test_a_clause_is_said_again_at_once_or_not_at_all(batch_of_texts, one_report):
    texts = (
        "更新机关职责目录，进一步更新机关职责目录，",
        "更新机关职责目录，更新机关职责目录。",
        "更新机关职责目录，再次进一步地更新机关职责目录",
        "更新机关职责目录，公布，更新机关职责目录",
    )
    found = quotes(AT_ONCE, batch_of_texts, one_report, *texts)
    assert found == [["进一步更新机关职责目录"], ["更新机关职责目录"], [], []]


@pytest.mark.parametrize("piece", [1, 200, 1 << 18])
@given(texts=TEXTS)
def test_the_search_leaves_out_no_report_in_which_reading_finds_some(
    piece, texts, batch_of_texts, one_report
):
    batch = batch_of_texts(texts)
    for finder in (AGAIN, AT_ONCE):
        with patch.object(repeated, "_PIECE", piece):
            chosen = finder.scan(batch).tolist()
        read = [bool(finder.read(one_report(batch, row))) for row in range(len(texts))]
        assert all(scanned or not found for scanned, found in zip(chosen, read, strict=True))
