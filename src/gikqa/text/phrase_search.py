"""One automaton for the phrases of all rules; each rule gets its own hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain, pairwise

import numpy as np

from gikqa.text.automaton import Find, for_long_text, for_short_text, places_of_all
from gikqa.text.characters import Flags, Ints
from gikqa.text.hits import Hits
from gikqa.text.narratives import Narratives

_LITTLE = 1 << 16
"""Bytes of a text for which an automaton of all words is not worth its 60 ms."""


class PhraseFinder:
    """Finds the phrases of several rules in one pass over the text of a batch.

    phrases: rule code → the words that the rule searches for. The automaton of all of them is built
    for much text, or for a second one.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._phrases = {code: [*filter(None, words)] for code, words in phrases.items()}
        self._searched = False
        self._of_all: _Search | None = None

    def find(self, narratives: Narratives) -> dict[str, Hits]:
        """Rule code → its hits: leftmost, longest, not overlapping."""
        data, searched, self._searched = narratives.data, self._searched, True
        if len(data) <= _LITTLE and not searched:
            return _Search(_that_may_begin(self._phrases, data), for_short_text).hits(narratives)
        if self._of_all is None:
            self._of_all = _Search(self._phrases, partial(for_long_text, sample=data[:_LITTLE]))
        return self._of_all.hits(narratives)


def _that_may_begin(phrases: Mapping[str, list[str]], data: bytes) -> dict[str, list[str]]:
    """The phrases whose first two characters are side by side in the text."""
    text = data.decode(errors="replace")
    beginnings = {*text, *map("".join, pairwise(text))}
    return {
        code: [word for word in words if word[:2] in beginnings] for code, words in phrases.items()
    }


class _Search:
    """An automaton with the rules to which each of its words belongs.

    It returns overlapping matches, because the longest word of one rule must not hide a word of
    another. build: makes the automaton of encoded words.
    """

    def __init__(
        self, phrases: Mapping[str, list[str]], build: Callable[[list[bytes]], Find]
    ) -> None:
        owners: dict[str, list[int]] = {}
        self._codes = sorted(phrases)
        for number, code in enumerate(self._codes):
            for phrase in dict.fromkeys(phrases[code]):
                owners.setdefault(phrase, []).append(number)
        # The longest first: of two words that begin at one place, the longer has the lower number.
        encoded = sorted(map(str.encode, owners), key=len, reverse=True)
        self._words = tuple(word.decode() for word in encoded)
        of_words = [owners[word] for word in self._words]
        self._times = np.array([len(of_word) for of_word in of_words], np.int64)
        self._owners = np.array(list(chain.from_iterable(of_words)), np.int64)
        self._first = np.cumsum(self._times) - self._times
        self._lengths = np.array([len(word) for word in encoded], np.int64)
        self._automaton = build(encoded)

    def hits(self, narratives: Narratives) -> dict[str, Hits]:
        """Rule code → its hits: leftmost, longest, not overlapping."""
        words, starts = places_of_all(self._automaton, narratives.data)
        times = self._times[words]
        which = np.repeat(np.arange(len(words)), times)
        turn = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
        owners = self._owners[self._first[words[which]] + turn]
        # One number for each hit, by which they are sorted: rule, then start, then longest first.
        word_bits, place_bits = (len(of).bit_length() for of in (self._words, narratives.text))
        keys = (owners << place_bits | starts[which]) << word_bits | words[which]
        keys.sort()
        words, places = keys & ((1 << word_bits) - 1), keys >> word_bits
        kept = _leftmost_longest(places, places + self._lengths[words])
        words, places = words[kept], places[kept]
        owners, starts = places >> place_bits, places & ((1 << place_bits) - 1)
        ends = starts + self._lengths[words]
        sections = np.searchsorted(narratives.starts, starts, side="right") - 1
        rows = narratives.rows[sections]
        borders = np.searchsorted(owners, np.arange(len(self._codes) + 1)).tolist()
        found = {}
        for code, (left, right) in zip(self._codes, pairwise(borders), strict=True):
            mine = slice(left, right)
            found[code] = Hits(
                rows[mine], sections[mine], starts[mine], ends[mine], words[mine], self._words
            )
        return found


def _leftmost_longest(left: Ints, right: Ints) -> Flags:
    """Which hits to keep, of hits sorted by start and length: leftmost, without overlaps.

    left, right: where they start and end; the hits of each rule are away from those of the others.
    """
    if not len(left):
        return np.zeros(0, np.bool_)
    reached = np.maximum.accumulate(right)
    heads = np.ones(len(left), np.bool_)
    heads[1:] = left[1:] >= reached[:-1]
    firsts = np.flatnonzero(heads)
    kept = heads.copy()
    # If the first hit of a cluster extends to its end, all others overlap it.
    ends = np.append(firsts[1:], len(left))
    chained = reached[ends - 1] > right[firsts]
    here, ends = firsts[chained], ends[chained]
    while len(here):
        here = np.searchsorted(left, right[here])
        inside = here < ends
        here, ends = here[inside], ends[inside]
        kept[here] = True
    return kept
