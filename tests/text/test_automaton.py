"""The automata find each place of each word, whatever the text around it."""

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gikqa.text.automaton import for_long_text, for_short_text, places_of_all

LETTERS = "政府信公开一2é\U00020000"
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=12, unique=True)
TEXTS = st.text(LETTERS + "\0", max_size=60)
PARTS = st.one_of(TEXTS.map(str.encode), st.binary(max_size=4))


def found(find, words, data):
    numbers, starts = places_of_all(find, data + b"\0")
    places = zip(numbers.tolist(), starts.tolist(), strict=True)
    return sorted((words[number], start) for number, start in places)


def every_place(words, data):
    return sorted(
        (word, start)
        for word in words
        for start in range(len(data))
        if data.startswith(word.encode(), start)
    )


@given(WORDS, st.lists(PARTS, max_size=6).map(b"".join), TEXTS)
@example([], "政府信公开".encode(), "")
@example(["开", "公开"], b"", "")
@example(["政府信公开一2政府"], "政府信公开一2政".encode(), "")
@example(["开", "公开", "信公开", "府信公开"], "政府信公开公开开".encode(), "信公开")
def test_each_place_of_each_word_is_found_whatever_the_sample(words, data, sample):
    encoded = [word.encode() for word in words]
    expected = every_place(words, data)
    assert found(for_short_text(encoded), words, data) == expected
    assert found(for_long_text(encoded, sample.encode()), words, data) == expected


@pytest.mark.parametrize("build", [for_short_text, lambda words: for_long_text(words, b"")])
def test_words_are_found_beyond_the_first_piece_of_a_long_text(build):
    texts = ["政府信息公开。" * 4_000 + "依申请", "我镇公开" * 9, "依申请"]
    data = "\0".join(texts).encode()
    words = ["依申请", "镇公", "我镇公开我"]
    find = build([word.encode() for word in words])
    assert found(find, words, data) == every_place(words, data)


def test_without_the_library_for_long_texts_the_other_one_searches_them(monkeypatch):
    monkeypatch.setitem(sys.modules, "daachorse", None)
    find = for_long_text(["公开".encode()], b"")
    assert found(find, ["公开"], "信公开".encode()) == [("公开", 3)]
