"""Clauses that come again in the same chapter, and clauses that the next one says again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gikqa._model.report import Report, Section
from gikqa.text.characters import Flags, Ints
from gikqa.text.rule_batch import RuleBatch

_CLAUSE = re.compile("[^\x00-\x2f\u3000\u3002-\u3fff\uf000-\U0010ffff]+")
"""Whatever has no blank, line break, mark or bracket of Chinese or of ASCII in it, but for 、.

What UTF-8 writes with a first byte below 0x30, of 0xE3, or of 0xEF and more.
"""
_NUMBER = re.compile(r"[0-9]{2}")
_ENDS = "，。；,;！"
"""What follows a clause of a sentence: not a heading, and not a cell of a table."""
_TITLE = "《〈"
_TITLES = [mark.encode() for mark in _TITLE]
_PIECE = 1 << 18
_MOST_BYTES = 4
_LEAST = 24
"""Bytes of the shortest clause that the next one may say again, eight characters."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """A passage that is there a second time: in `section`, from `start` to `end`.

    `first`: where the passage was the first time.
    """

    section: Section
    start: int
    end: int
    first: int

    @property
    def quote(self) -> str:
        """The second of the two."""
        return self.section.text[self.start : self.end]


@dataclass(frozen=True)
class ComesAgain:
    """Looks for passages of whole clauses that are in one chapter twice, word for word.

    One of the clauses is no title between 《》, is followed by a mark, and has at least `least`
    bytes, three for a Chinese character; `with_number`, if it has a number of two digits. None of
    its words is one of those that `without` returns.
    """

    least: int
    with_number: int
    without: Callable[[], Iterable[str]]
    reads: tuple[str, ...] = ()
    phrases: None = None
    """No words: every report is searched."""

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports that may have such a passage."""
        starts, ends, sections = batch.fact(_clauses)
        eight = _words_of_eight(batch.narratives.data)
        long = np.flatnonzero(ends - starts >= self.with_number)
        starts, ends, sections = starts[long], ends[long], sections[long]
        key = (sections * 31 + ends - starts).astype(np.uint64)
        for part in (eight[starts], eight[ends - 8], eight[(starts + ends) // 2]):
            key = (key ^ part) * np.uint64(0x9E3779B97F4A7C15)
        # Few of them share the first bits of their keys; only those are sorted.
        bits = np.uint64(64 - (8 * len(key) + 1).bit_length())
        first_bits = (key >> bits).astype(np.int64)
        shared = np.flatnonzero(np.bincount(first_bits)[first_bits] > 1)
        _, place, times = np.unique(key[shared], return_inverse=True, return_counts=True)
        again = shared[times[place] > 1]
        data, flags = batch.narratives.data, np.zeros(batch.rows, np.bool_)
        seen: set[tuple[int, bytes]] = set()
        known: dict[bytes, bool] = {}
        for start, end, section in zip(
            *(each[again].tolist() for each in (starts, ends, sections)), strict=True
        ):
            clause = data[start:end]
            if (section, clause) in seen:
                if clause not in known:
                    known[clause] = self._counts(clause.decode())
                if known[clause] and data[start - 3 : start] not in _TITLES:
                    mark = data[end : end + 3].decode(errors="ignore")[:1]
                    flags[batch.narratives.rows[section]] |= mark in (*_ENDS,)
            seen.add((section, clause))
        return flags

    def read(self, report: Report) -> Sequence[Repetition]:
        """The passages that come again, in reading order."""
        return [found for section in report.sections for found in self._read(section)]

    def _counts(self, clause: str) -> bool:
        """Whether a clause is long enough to be looked at, and says none of the usual words."""
        size = len(clause.encode())
        if size < self.least and not (size >= self.with_number and _NUMBER.search(clause)):
            return False
        return not any(word in clause for word in self.without())

    def _read(self, section: Section) -> Iterator[Repetition]:
        text = section.text
        clauses = [match.span() for match in _CLAUSE.finditer(text)]
        seen: dict[str, int] = {}
        reached = 0
        for number, (start, end) in enumerate(clauses):
            if _MOST_BYTES * (end - start) < self.with_number:
                continue
            clause = text[start:end]
            first = seen.setdefault(clause, number)
            if (
                first == number
                or start < reached
                or text[end : end + 1] not in (*_ENDS,)
                or text[start - 1 : start] in (*_TITLE,)
                or not self._counts(clause)
            ):
                continue
            begin, last = self._whole(text, clauses, first, number)
            reached = clauses[last][1]
            place = clauses[first - (number - begin)][0]
            yield Repetition(section, clauses[begin][0], reached, place)

    def _whole(
        self, text: str, clauses: list[tuple[int, int]], first: int, second: int
    ) -> tuple[int, int]:
        """The first and the last clause of the passage that comes again, in its second place."""

        def same(step: int) -> bool:
            here, there = first + step, second + step
            if not (0 <= here < second and there < len(clauses)):
                return False
            one, other = (text[slice(*clauses[each])] for each in (here, there))
            return one == other

        before = after = 0
        while same(before - 1):
            before -= 1
        while first + after + 1 < second + before and same(after + 1):
            after += 1
        return second + before, second + after


@dataclass(frozen=True)
class SaidAgain:
    """Looks for clauses that the next clause ends with, at most `more` characters longer."""

    more: int
    reads: tuple[str, ...] = ()
    phrases: None = None
    """No words: every report is searched."""

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports that may have such clauses."""
        starts, ends, sections = batch.fact(_clauses)
        data = _words_of_eight(batch.narratives.data)
        longer = np.diff(ends - starts)
        pairs = (sections[1:] == sections[:-1]) & (longer >= 0) & (longer <= 4 * self.more)
        pairs &= ends[:-1] - starts[:-1] >= _LEAST
        places = np.flatnonzero(pairs)
        alike = np.ones(len(places), np.bool_)
        for back in (8, 16):
            alike &= data[ends[places] - back] == data[ends[places + 1] - back]
        flags = np.zeros(batch.rows, np.bool_)
        flags[batch.narratives.rows[sections[places[alike]]]] = True
        return flags

    def read(self, report: Report) -> Sequence[Repetition]:
        """The second clause of each such pair, in reading order."""
        found = []
        for section in report.sections:
            text = section.text
            clauses = [match.span() for match in _CLAUSE.finditer(text)]
            for (first, stop), (start, end) in pairwise(clauses):
                clause = text[first:stop]
                longer = end - start - len(clause)
                if (
                    len(clause.encode()) >= _LEAST
                    and 0 <= longer <= self.more
                    and text.endswith(clause, start, end)
                ):
                    found.append(Repetition(section, start, end, first))
        return found


def comes_again(
    *, least: int, with_number: int, without: Callable[[], Iterable[str]] = tuple
) -> ComesAgain:
    """A finder of passages that are in one chapter twice; sizes are bytes."""
    return ComesAgain(least, with_number, without)


def said_again(*, more: int) -> SaidAgain:
    """A finder of clauses that the next clause says again, with up to `more` characters before."""
    return SaidAgain(more)


def _clauses(batch: RuleBatch) -> tuple[Ints, Ints, Ints]:
    """Where clauses begin and end, and their sections, in reading order."""
    narratives, text = batch.narratives, batch.narratives.text
    found = []
    # In pieces that fit into the processor's cache.
    for start in range(0, len(text), _PIECE):
        piece = text[start : start + _PIECE]
        marks = piece < 0x30
        marks |= piece == 0xE3
        marks |= piece >= 0xEF
        found.append(np.flatnonzero(marks) + start)
    places = np.concatenate(found)
    # The last bytes of the buffer are no text.
    following = np.minimum(places, len(text) - 3)
    listed = (text[places] == 0xE3) & (text[following + 1] == 0x80)
    places = places[~(listed & (text[following + 2] == 0x81))]
    far = np.flatnonzero(np.diff(places, prepend=-1) > _LEAST)
    marks_before = places[far - 1]
    leads = text[marks_before]
    starts = marks_before + np.where(leads < 0x80, 1, np.where(leads < 0xF0, 3, 4))
    ends = places[far]
    if len(far) and far[0] == 0:
        starts[0] = 0
    there = ends - starts >= _LEAST
    starts, ends = starts[there], ends[there]
    borders = np.searchsorted(starts, narratives.starts[1:])
    counts = np.diff(borders, prepend=0, append=len(starts))
    return starts, ends, np.repeat(np.arange(len(counts)), counts)


def _words_of_eight(data: bytes) -> np.ndarray:
    """At each byte the eight bytes that begin there, as one number."""
    return np.ndarray((len(data) - 7,), np.dtype("<u8"), data, strides=(1,))
