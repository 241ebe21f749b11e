"""Chinese characters, words and phrases that directly follow themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from gikqa import Report, Section
from gikqa.text.characters import LAST_OF_PLANE, Bytes, Flags, Ints, character_at
from gikqa.text.rule_batch import RuleBatch

LONGEST = 8
"""Characters of the longest phrase that is looked for."""
_REACH = 12
"""Characters beside the doubled word that the judge sees."""
_PIECE = 1 << 18
_WIDTH = 3
"""Bytes of a Chinese character in UTF-8."""
_FIRST, _LAST = 0x4E00, 0x9FFF
_STEPS = [np.dtype(f"u{step}") for step in (1, 1, 2, 4, 4, 8, 8, 8, 8)]
"""Length in characters → bytes that are compared at once."""
_LEAD = 0xE4
"""The least byte with which a Chinese character begins."""

Judge = Callable[[str, str, str], Any]
"""What is printed before a doubled word, the word, and what is printed after both → a verdict."""


class DoubledWord(NamedTuple):
    """A word that follows itself, and what the function said of it."""

    section: Section
    start: int
    word: str
    verdict: Any

    @property
    def end(self) -> int:
        """Where the second word ends."""
        return self.start + 2 * len(self.word)


@dataclass(frozen=True)
class Doubled:
    """Looks for words of up to eight characters that follow themselves.

    `judge` returns None for a doubling that is none; it is called for whole batches, so it should
    depend on nothing but its arguments. `usual` returns, for single characters, which of them are
    left alone, and which pairs of characters are: a doubled character is passed over if it begins
    such a pair with what follows. Pairs are sorted numbers, the first code point times 65536 plus
    the second.
    """

    judge: Judge
    usual: Callable[[], tuple[Flags, Ints]]
    reads: tuple[str, ...] = ()
    phrases: None = None
    """No words: every report is searched."""

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with a doubled word of which the judge has something to say."""
        narratives, flags = batch.narratives, np.zeros(batch.rows, np.bool_)
        rows_of_sections = narratives.rows
        for length, places in _doublings(narratives.text):
            if length == 1:
                places = self._unusual(narratives.text, places)
            sections = np.searchsorted(narratives.starts, places, side="right") - 1
            size = 2 * _WIDTH * length
            for row, place in zip(
                rows_of_sections[sections].tolist(), places.tolist(), strict=True
            ):
                if flags[row]:
                    continue
                doubled = narratives.data[place : place + size].decode(errors="replace")
                sides = narratives.around(place, place + size, _REACH, _REACH)
                flags[row] = self._verdict(sides[0], doubled[:length], sides[1]) is not None
        return flags

    def read(self, report: Report) -> Sequence[DoubledWord]:
        """The doubled words with what the judge said of them, in reading order."""
        texts = [section.text.encode("utf-8", "surrogatepass") for section in report.sections]
        # All sections at once: a section alone is so short that each step costs more than its work.
        data = b"\0".join(texts)
        each = [
            (place, length)
            for length, places in _doublings(np.frombuffer(data, np.uint8))
            for place in places.tolist()
        ]
        each.sort()
        found: list[DoubledWord] = []
        begin = left = 0
        for section, text in zip(report.sections, texts, strict=True):
            end = begin + len(text) + 1
            right = bisect_left(each, (end, 0))
            inside = [(place - begin, length) for place, length in each[left:right]]
            found += self._read(section, text, inside)
            begin, left = end, right
        return found

    def _read(
        self, section: Section, data: bytes, places: Sequence[tuple[int, int]]
    ) -> Iterator[DoubledWord]:
        text = section.text
        reached = start = decoded = 0
        for place, length in places:
            start += len(data[decoded:place].decode("utf-8", "surrogatepass"))
            decoded = place
            word, end = text[start : start + length], start + 2 * length
            if start < reached:
                continue
            if length == 1 and self._is_usual(text, start):
                continue
            before = text[max(0, start - _REACH) : start]
            verdict = self._verdict(before, word, text[end : end + _REACH])
            if verdict is not None:
                reached = end
                yield DoubledWord(section, start, word, verdict)

    def _verdict(self, before: str, word: str, after: str) -> Any:
        if not all(_FIRST <= ord(character) <= _LAST for character in word):
            return None
        if len(word) > 1 and word == word[0] * len(word):
            return None
        return self.judge(before, word, after)

    def _unusual(self, text: np.ndarray, places: Ints) -> Ints:
        left_alone, pairs = self.usual()
        first, following = character_at(text, places)
        second, _ = character_at(text, following + _WIDTH)
        return places[~left_alone[first] & ~_among(first << 16 | second, pairs)]

    def _is_usual(self, text: str, start: int) -> bool:
        left_alone, pairs = self.usual()
        first, second = (
            min(ord(each), LAST_OF_PLANE) for each in (text[start], text[start + 2 :][:1] or "\0")
        )
        return bool(left_alone[first] or _among(np.array([first << 16 | second]), pairs)[0])


def _among(values: Ints, listed: Ints) -> Flags:
    places = np.minimum(np.searchsorted(listed, values), len(listed) - 1)
    same: Flags = listed[places] == values
    return same


def _doublings(text: Bytes) -> Iterator[tuple[int, Ints]]:
    """Length in characters → every byte at which a word of that length begins and is doubled.

    Eight bytes are compared at once, where a doubled word has to hold so many from a whole step on.
    """
    found: dict[int, list[Ints]] = {length: [] for length in range(1, LONGEST + 1)}
    # New memory for each piece would cost more than the comparisons.
    longest = min(len(text), _PIECE + 2 * _WIDTH * LONGEST)
    space = np.empty((2, longest), np.bool_)
    for start in range(0, len(text), _PIECE):
        piece = text[start : start + _PIECE + 2 * _WIDTH * LONGEST]
        for length, each in found.items():
            size = _WIDTH * length
            step = _STEPS[length].itemsize
            whole = (len(piece) - size) // step * step
            if whole > 0:
                one, other = (
                    part.view(_STEPS[length])
                    for part in (piece[:whole], piece[size : size + whole])
                )
                same, further = space[:, : len(one)]
                np.equal(one, other, out=same)
                # Wherever a doubled word begins, it fills so many whole steps.
                filled = _runs(same, further, (size + 1) // step - 1)
                each.append(np.flatnonzero(filled[: _PIECE // step + 1]) * step + start)
    for length, each in found.items():
        if each:
            steps = np.unique(np.concatenate(each))
            places = (steps[:, None] - np.arange(_STEPS[length].itemsize)[::-1]).ravel()
            yield length, _doubled_at(text, places, _WIDTH * length)


def _doubled_at(text: Bytes, places: Ints, size: int) -> Ints:
    """The places at which a Chinese word of so many bytes begins that follows itself."""
    places = places[(places >= 0) & (places + 2 * size <= len(text))]
    places = places[text[places] >= _LEAD]
    for step in range(size):
        places = places[text[places + step] == text[places + size + step]]
    return places


def _runs(same: Flags, other: Flags, size: int) -> Flags:
    """Place → whether this and the following, `size` of them, are all true.

    other: memory of the same size, which is written to, as is that of `same`.
    """
    reached = 1
    while reached < size:
        step = min(reached, size - reached)
        left = len(same) - step
        np.logical_and(same[:left], same[step:], out=other[:left])
        same, other = other[:left], same
        reached += step
    return same


def doubled(judge: Judge, usual: Callable[[], tuple[Flags, Ints]]) -> Doubled:
    """A finder of words that follow themselves; the judge's answers are kept."""
    return Doubled(lru_cache(maxsize=1 << 14)(judge), usual)
