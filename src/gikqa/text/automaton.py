"""Finds every place of each of many words in a text, by one of two libraries."""

from collections.abc import Callable, Iterator
from itertools import chain

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from gikqa.text.characters import Ints

Find = Callable[[bytes], tuple[Ints, Ints]]
"""Takes a text; returns the numbers of the words in it, and the bytes at which they start."""

_PIECE = 1 << 16
"""Bytes of text whose matches fit into the processor's cache."""


def for_short_text(words: list[bytes]) -> Find:
    """An automaton that is built faster than that for long texts, and searches more slowly."""
    automaton = BytesAhoCorasick(words, matchkind=MatchKind.Standard)

    def find(text: bytes) -> tuple[Ints, Ints]:
        # Each match is a word, its start and its end.
        flat = _flat(automaton.find_matches_as_indexes(text, overlapping=True))
        return flat[::3], flat[1::3]

    return find


def for_long_text(words: list[bytes], sample: bytes) -> Find:
    """An automaton for much text.

    sample: a text like it, by which the states that are needed often are stored side by side.
    """
    try:
        from daachorse import DoubleArrayAhoCorasick
    except ImportError:  # it has no wheel for Linux on ARM
        return for_short_text(words)
    automaton = DoubleArrayAhoCorasick(words, corpus=[sample])

    def find(text: bytes) -> tuple[Ints, Ints]:
        # Each match is a start, an end and a word.
        flat = _flat(automaton.find_overlapping(text))
        return flat[2::3], flat[::3]

    return find


def places_of_all(find: Find, text: bytes) -> tuple[Ints, Ints]:
    """Every word in a text with NULs, also within another word; no word holds a NUL."""
    words, starts = [], []
    for begin, end in _pieces(text):
        numbers, places = find(text[begin:end])
        words.append(numbers)
        starts.append(places + begin)
    return np.concatenate(words), np.concatenate(starts)


def _flat(matches: list[tuple[int, int, int]]) -> Ints:
    return np.fromiter(chain.from_iterable(matches), np.int64, 3 * len(matches))


def _pieces(text: bytes) -> Iterator[tuple[int, int]]:
    """Parts that end with a NUL."""
    begin = 0
    while begin < len(text):
        end = text.find(b"\0", begin + _PIECE) + 1 or len(text)
        yield begin, end
        begin = end
