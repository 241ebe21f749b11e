"""The work of the reader grows with the length of a text and not faster.

Counted are the calls of functions, and the characters that operations on the text look at.
"""

from __future__ import annotations

import sys

import pytest

from counting_text import Text
from gikqa.text.quantities import clauses, enumerations, read_narrative, sentences
from gikqa.text.quantities.vocabulary import Vocabulary

PIECES = [
    "收到5件，",
    "其中5条，",
    "含5件",
    "共5条：",
    "111,",
    "（5件",
    "《",
    "一百万",
    "5、",
    "1 ",
    "甲 \n乙",
]


@pytest.fixture
def work(monkeypatch):
    """How much work a function is on a text."""
    fold = Vocabulary.fold
    monkeypatch.setattr(Vocabulary, "fold", lambda self, text: Text(fold(self, text)))
    # The reader of lists looks at up to 60 numbers around one; with ten, shorter texts do here.
    monkeypatch.setattr(enumerations, "_MOST", 10)

    def work(function, text):
        calls = 0

        def count(frame, event, arg):
            nonlocal calls
            calls += event in ("call", "c_call")

        Text.looked_at = 0
        before = sys.getprofile()
        sys.setprofile(count)
        try:
            function(Text(text))
        finally:
            sys.setprofile(before)
        return calls + Text.looked_at

    return work


def growth(work, function, piece):
    """The work that a hundred further pieces are in a text, and in a longer one."""
    work(function, piece)  # the words are loaded once
    few, more, most = (work(function, piece * times) for times in (150, 250, 350))
    return more - few, most - more


def read(text):
    return read_narrative(text, 2023)


@pytest.mark.parametrize("function", [read, sentences, clauses])
@pytest.mark.parametrize("piece", PIECES)
def test_further_pieces_are_the_same_work_however_long_the_text_is(work, function, piece):
    first, second = growth(work, function, piece)
    assert 0 <= second <= 1.1 * first + 50


def test_work_that_grows_with_the_square_of_the_length_is_noticed(work):
    def square(text):
        for place in range(len(text)):
            text.find("甲", place)

    first, second = growth(work, square, "乙")
    assert second > 1.4 * first
