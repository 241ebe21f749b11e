"""One automaton for the phrases of all rules; each rule gets its own hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, pairwise
from operator import itemgetter

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from gikqa.text.characters import Flags, Ints
from gikqa.text.hits import Hits
from gikqa.text.narratives import Narratives

_LITTLE, _BEGINNING = 1 << 16, 4
"""Bytes of a text for which an automaton of all words is not worth its 30 ms; of a beginning."""
_PLACE_BITS, _LENGTH_BITS = 40, 12
"""Bits of the number by which hits are sorted: rule, then start, then longest first."""


class PhraseFinder:
    """Finds the phrases of several rules in one pass over the text of a batch.

    phrases: rule code → the words that the rule searches for. The automaton returns overlapping
    matches, because the longest word of one rule must not hide a word of another.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        owners: dict[str, list[int]] = {}
        self._codes = sorted(phrases)
        for number, code in enumerate(self._codes):
            for phrase in dict.fromkeys(phrases[code]):
                if phrase:
                    owners.setdefault(phrase, []).append(number)
        self._words = list(owners)
        self._times = np.array([len(of_word) for of_word in owners.values()], np.int64)
        self._owners = np.array(list(chain.from_iterable(owners.values())), np.int64)
        self._first = np.cumsum(self._times) - self._times
        self._encoded = [word.encode() for word in self._words]
        self._lengths = np.array([len(word) for word in self._encoded], np.int64)
        self._searched = False

    def find(self, narratives: Narratives) -> dict[str, Hits]:
        """Rule code → its hits: leftmost, longest, not overlapping."""
        words, starts = self._matches(narratives.data)
        ends = starts + self._lengths[words]
        # Matches come in the order of their ends, and none extends over the border of a section.
        counts = np.searchsorted(ends, narratives.ends, side="right")
        sections = np.repeat(np.arange(len(counts)), np.diff(counts, prepend=0))
        return self._by_rule(narratives, words, starts, ends, sections)

    def _matches(self, data: bytes) -> tuple[Ints, Ints]:
        """Every word in the text, also within another: the number of the word, and its start."""
        little = len(data) <= _LITTLE and not self._searched
        self._searched = True
        if not little:
            return _found(self._automaton, data)
        beginnings = {data[place : place + _BEGINNING] for place in range(len(data))}
        some = [
            number
            for number, word in enumerate(self._encoded)
            if len(word) < _BEGINNING or word[:_BEGINNING] in beginnings
        ]
        words, starts = _found(_automaton_of(self._encoded[number] for number in some), data)
        return np.array(some, np.int64)[words], starts

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        return _automaton_of(self._encoded)

    def _by_rule(
        self, narratives: Narratives, words: Ints, starts: Ints, ends: Ints, sections: Ints
    ) -> dict[str, Hits]:
        times = self._times[words]
        which = np.repeat(np.arange(len(words)), times)
        turn = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
        owners = self._owners[self._first[words[which]] + turn]
        length = (ends - starts)[which]
        most = (1 << _LENGTH_BITS) - 1
        longest_first = most - np.minimum(length, most)
        key = (owners << _PLACE_BITS | starts[which]) << _LENGTH_BITS | longest_first
        # Sorted by rule first: the keys are then nearly in order, which makes the stable sort fast.
        order = np.argsort(owners.astype(np.uint16), kind="stable")
        order = order[np.argsort(key[order], kind="stable")]
        owners, which = owners[order], which[order]
        kept = _leftmost_longest(owners, starts[which], ends[which])
        owners, which = owners[kept], which[kept]
        borders = np.searchsorted(owners, np.arange(len(self._codes) + 1))
        found = {}
        for number, (left, right) in enumerate(pairwise(borders.tolist())):
            mine = which[left:right]
            found[self._codes[number]] = Hits(
                narratives.rows[sections[mine]],
                sections[mine],
                starts[mine],
                ends[mine],
                words[mine],
                self._words,
            )
        return found


def _automaton_of(words: Iterable[bytes]) -> BytesAhoCorasick:
    return BytesAhoCorasick(words, matchkind=MatchKind.Standard)


def _found(automaton: BytesAhoCorasick, data: bytes) -> tuple[Ints, Ints]:
    # With `bytes` the automaton releases the lock of the interpreter.
    matches = automaton.find_matches_as_indexes(data, overlapping=True)
    words, starts = (
        np.fromiter(map(itemgetter(part), matches), np.int64, len(matches)) for part in (0, 1)
    )
    return words, starts


def _leftmost_longest(owners: Ints, starts: Ints, ends: Ints) -> Flags:
    """Which hits to keep, of hits sorted by rule, start and length: leftmost, without overlaps."""
    if not len(owners):
        return np.zeros(0, np.bool_)
    left, right = (owners << _PLACE_BITS | places for places in (starts, ends))
    reached = np.maximum.accumulate(right)
    heads = np.ones(len(left), np.bool_)
    heads[1:] = left[1:] >= reached[:-1]
    firsts = np.flatnonzero(heads)
    kept = heads.copy()
    # If the first hit of a cluster extends to its end, all others overlap it.
    lasts = np.append(firsts[1:], len(left))
    chained = reached[lasts - 1] > right[firsts]
    for first, last in zip(firsts[chained].tolist(), lasts[chained].tolist(), strict=True):
        kept[list(_walk(right, left, first, last))] = True
    return kept


def _walk(right: Ints, left: Ints, first: int, last: int) -> Iterator[int]:
    reached = -1
    for place in range(first, last):
        if left[place] >= reached:
            reached = int(right[place])
            yield place
