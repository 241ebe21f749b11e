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

_CLAUSE = re.compile("[^\x00-\x2f\u3000-\u3fff\uf000-\U0010ffff]+")
"""Whatever has no blank, line break, mark or bracket of Chinese or of ASCII in it.

What UTF-8 writes with a first byte below 0x30, of 0xE3, or of 0xEF and more.
"""
_ENDS = "，。；,;！"
"""What follows a clause of a sentence: not a heading, and not a cell of a table."""
_TITLE = "《〈"
_PIECE = 1 << 18
_BITS = 20
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

    One of the clauses has at least `least` bytes, three a Chinese character and 16 or more, and is
    no title between 《》; the passage has at least `whole` characters, and none of the words that
    `without` returns.
    """

    least: int
    whole: int
    without: Callable[[], Iterable[str]]
    reads: tuple[str, ...] = ()
    phrases: None = None
    """No words: every report is searched."""

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports that may have such a passage."""
        starts, ends, sections = batch.fact(_clauses)
        data = _words_of_eight(batch.narratives.data)
        long = np.flatnonzero(ends - starts >= self.least)
        starts, ends, sections = starts[long], ends[long], sections[long]
        key = (sections * 31 + ends - starts).astype(np.uint64)
        for part in (data[starts], data[ends - 8], data[(starts + ends) // 2]):
            key = (key ^ part) * np.uint64(0x9E3779B97F4A7C15)
        # Few of them share the first bits of their keys; only those are sorted.
        first_bits = (key >> np.uint64(64 - _BITS)).astype(np.int64)
        shared = np.flatnonzero(np.bincount(first_bits, minlength=1 << _BITS)[first_bits] > 1)
        _, place, times = np.unique(key[shared], return_inverse=True, return_counts=True)
        again = shared[times[place] > 1]
        before = batch.narratives.text[np.maximum(starts[again, None] - (3, 2, 1), 0)]
        quoted = np.any([(before == list(mark.encode())).all(axis=1) for mark in _TITLE], axis=0)
        again = again[~quoted]
        flags, known, without = np.zeros(batch.rows, np.bool_), {}, tuple(self.without())
        for start, end, row in zip(
            starts[again].tolist(),
            ends[again].tolist(),
            batch.narratives.rows[sections[again]].tolist(),
            strict=True,
        ):
            clause = batch.narratives.data[start:end]
            if clause not in known:
                known[clause] = not _has_any(clause.decode(), without)
            flags[row] |= known[clause]
        return flags

    def read(self, report: Report) -> Sequence[Repetition]:
        """The passages that come again, in reading order."""
        return [found for section in report.sections for found in self._read(section)]

    def _read(self, section: Section) -> Iterator[Repetition]:
        text, without = section.text, tuple(self.without())
        clauses = [match.span() for match in _CLAUSE.finditer(text)]
        seen: dict[str, int] = {}
        reached = 0
        for number, (start, end) in enumerate(clauses):
            if _MOST_BYTES * (end - start) < self.least:
                continue
            clause = text[start:end]
            first = seen.setdefault(clause, number)
            if first == number or start < reached or len(clause.encode()) < self.least:
                continue
            begin, last = self._whole(text, clauses, first, number)
            passage = text[clauses[begin][0] : clauses[last][1]]
            stop = clauses[last][1]
            if (
                len(passage) >= self.whole
                and text[stop : stop + 1] in (*_ENDS,)
                and text[start - 1 : start] not in (*_TITLE,)
                and not _has_any(passage, without)
            ):
                reached = stop
                place = clauses[first - (number - begin)][0]
                yield Repetition(section, clauses[begin][0], stop, place)

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
    *, least: int, whole: int, without: Callable[[], Iterable[str]] = tuple
) -> ComesAgain:
    """A finder of passages that are in one chapter twice."""
    return ComesAgain(least, whole, without)


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


def _has_any(text: str, listed: Iterable[str]) -> bool:
    return any(word in text for word in listed)


def _words_of_eight(data: bytes) -> np.ndarray:
    """At each byte the eight bytes that begin there, as one number."""
    return np.ndarray((len(data) - 7,), np.dtype("<u8"), data, strides=(1,))
