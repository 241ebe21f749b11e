"""Doubled words: the search through a batch chooses the reports in which reading finds some."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa.rules.shared import doubled as doubled_words
from gikqa.rules.shared.doubled import doubled

PIECES = [*"甲乙丙丁", "甲乙", "乙丙丁甲", "ABAB", "𠮷", "ü", "，", " ", "\n", "12"]
LEFT_ALONE = np.zeros(1 << 16, np.bool_)
LEFT_ALONE[ord("丁")] = True
PAIRS = np.array([ord("乙") << 16 | ord("甲"), ord("甲") << 16 | ord("丙")], np.int64)


def not_before_a_comma(before, word, after):
    return None if after.startswith("，") else (before[-1:], word)


FINDER = doubled(not_before_a_comma, lambda: (LEFT_ALONE, PAIRS))


@pytest.fixture
def read(batch_of_texts, one_report):
    def read(*texts):
        batch = batch_of_texts(texts)
        return [
            [(one.start, one.word) for one in FINDER.read(one_report(batch, row))]
            for row in range(len(texts))
        ]

    return read


def test_what_language_doubles_and_what_begins_a_word_is_passed_over(read):
    assert read("丁丁", "乙甲甲丙", "丙乙乙甲", "丙丙，", "丙 丙", "ABAB", "12121") == [[]] * 7


def test_a_doubled_word_is_found_at_its_first_place_and_once(read):
    assert read("丙丙", "丁甲乙甲乙丁", "丙丙甲乙丙丁甲乙丙丁", "甲乙甲乙甲乙") == [
        [(0, "丙")],
        [(1, "甲乙")],
        [(0, "丙"), (2, "甲乙丙丁")],
        [(0, "甲乙")],
    ]


def test_a_word_of_eight_characters_is_found_and_one_of_nine_is_not(read):
    eight, nine = "甲丙乙丁丙甲丁乙", "甲丙乙丁丙甲丁乙戊"
    assert read(eight * 2, nine * 2) == [[(0, eight)], []]


@pytest.mark.parametrize("piece", [16, 50, 1 << 18])
@given(texts=st.lists(st.lists(st.sampled_from(PIECES), max_size=24).map("".join), max_size=4))
def test_the_search_chooses_the_reports_in_which_reading_finds_some(
    piece, texts, batch_of_texts, one_report
):
    batch = batch_of_texts(texts)
    read = [bool(FINDER.read(one_report(batch, row))) for row in range(len(texts))]
    with patch.object(doubled_words, "_PIECE", piece):
        assert FINDER.scan(batch).tolist() == read
