"""The table of Chinese words holds what rules rely on."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shared.chinese_words import begins_a_word, pairs_that_begin_words, table


def test_pairs_are_sorted_and_none_is_a_doubled_character():
    pairs = pairs_that_begin_words()
    assert (np.diff(pairs) > 0).all()
    assert not (pairs >> 16 == pairs & 0xFFFF).any()


def test_words_begin_as_they_do():
    assert all(map(begins_a_word, ("市场", "陈述", "信息")))
    assert not any(map(begins_a_word, ("局编", "性信", "的事")))


def test_verbs_and_prepositions_are_never_nouns_and_nouns_are():
    words = table("no_noun")
    assert words >= {"按照", "加强", "进一步", "推进", "我们"}
    assert not words & {"工作", "管理", "公开", "政府", "规定"}
    assert all(word[:2] in words for word in table("longer"))
