"""Clauses that come again in the same chapter, and clauses that the next one says again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from gikqa import Report, Section
from gikqa.text import pattern
from gikqa.text.characters import Bytes, Flags, Ints
from gikqa.text.rule_batch import RuleBatch

_CLAUSE = pattern("[^\x00-\x2f\u3000\u3002-\u3fff\uf000-\U0010ffff]+")
"""Whatever has no blank, line break, mark or bracket of Chinese or of ASCII in it, but for 、.

What UTF-8 writes with a first byte below 0x30, of 0xE3, or of 0xEF and more.
"""
_NUMBER = pattern(r"[0-9]{2}")
_ENDS = "，。；,;！"
"""What follows a clause of a sentence: not a heading, and not a cell of a table."""
_TITLE = "《〈"
_TITLES = [mark.encode() for mark in _TITLE]
_PIECE = 1 << 19
_MOST_BYTES = 4
_FACTOR, _OTHER_FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
"""Odd numbers whose products spread over all bits."""
_LEAST = 24
"""Bytes of the shortest clause that the next one may say again, eight characters."""


class Repetition(NamedTuple):
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
        data, flags = batch.narratives.data, np.zeros(batch.rows, np.bool_)
        eight = _words_of_eight(data)
        known: dict[bytes, bool] = {}
        for starts, ends, sections in batch.fact(_clauses):
            long = np.flatnonzero(ends - starts >= self.with_number)
            again = long[_alike(eight, starts[long], ends[long], sections[long])]
            again = again[self._may_count(eight, starts[again], ends[again])]
            seen: set[tuple[int, bytes]] = set()
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

    def _may_count(self, eight: np.ndarray, starts: Ints, ends: Ints) -> Flags:
        """Which clauses are long enough, or may have a number and be long enough with one."""
        flags = ends - starts >= self.least
        short = np.flatnonzero(~flags)
        words = np.arange(0, self.least, 8)
        places = np.minimum(starts[short, None] + words, ends[short, None] - 8)
        digits = eight[places].view(np.uint8) - np.uint8(ord("0")) < 10
        flags[short] = (digits[:, 1:] & digits[:, :-1]).any(axis=1)
        return flags

    def _read(self, section: Section) -> Iterator[Repetition]:
        text, least = section.text, self.with_number / _MOST_BYTES
        clauses = _CLAUSE.findall(text)
        long = [clause for clause in clauses if len(clause) >= least]
        if len(set(long)) == len(long):
            return
        starts = list(_starts(text, clauses))
        seen: dict[str, int] = {}
        reached = 0
        for number, clause in enumerate(clauses):
            start, end = starts[number], starts[number] + len(clause)
            if len(clause) < least or seen.setdefault(clause, number) == number or start < reached:
                continue
            if (
                text[end : end + 1] in (*_ENDS,)
                and text[start - 1 : start] not in (*_TITLE,)
                and self._counts(clause)
            ):
                first = seen[clause]
                begin, last = _whole(clauses, first, number)
                reached = starts[last] + len(clauses[last])
                place = starts[first - (number - begin)]
                yield Repetition(section, starts[begin], reached, place)


@dataclass(frozen=True)
class SaidAgain:
    """Looks for clauses that the next clause ends with, at most `more` characters longer."""

    more: int
    reads: tuple[str, ...] = ()
    phrases: None = None
    """No words: every report is searched."""

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports that may have such clauses."""
        data, flags = batch.narratives.data, np.zeros(batch.rows, np.bool_)
        eight = _words_of_eight(data)
        for starts, ends, sections in batch.fact(_clauses):
            sizes = ends - starts
            longer = sizes[1:] - sizes[:-1]
            places = np.flatnonzero((longer >= 0) & (longer <= _MOST_BYTES * self.more))
            for back in (8, 16):
                same = eight[ends[places] - back] == eight[ends[places + 1] - back]
                places = places[same]
            places = places[sections[places] == sections[places + 1]]
            # Few clauses that end alike in 16 bytes are the same as a whole.
            firsts, stops, ends_again = starts[places], ends[places], ends[places + 1]
            whole = [
                data.endswith(data[first:stop], first, end)
                for first, stop, end in zip(
                    firsts.tolist(), stops.tolist(), ends_again.tolist(), strict=True
                )
            ]
            flags[batch.narratives.rows[sections[places[whole]]]] = True
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


def _starts(text: str, clauses: Sequence[str]) -> Iterator[int]:
    """Where the clauses of a text begin; nothing but marks and blanks is between two of them."""
    end = 0
    for clause in clauses:
        start = text.index(clause, end)
        end = start + len(clause)
        yield start


def _whole(clauses: Sequence[str], first: int, second: int) -> tuple[int, int]:
    """The first and the last clause of the passage that comes again, in its second place."""

    def same(step: int) -> bool:
        here, there = first + step, second + step
        return 0 <= here < second and there < len(clauses) and clauses[here] == clauses[there]

    before = after = 0
    while same(before - 1):
        before -= 1
    while first + after + 1 < second + before and same(after + 1):
        after += 1
    return second + before, second + after


def _clauses(batch: RuleBatch) -> list[tuple[Ints, Ints, Ints]]:
    """Where clauses of `_LEAST` bytes and more begin and end, and their sections, in reading order.

    In pieces of whole sections that fit into the processor's cache.
    """
    narratives = batch.narratives
    ends_of_sections = narratives.ends + 1  # with the NUL after each
    found, first, start = [], 0, 0
    space = np.empty((3, 0), np.uint8)
    while first < len(ends_of_sections):
        last = max(first + 1, int(np.searchsorted(ends_of_sections, start + _PIECE, side="right")))
        end = int(ends_of_sections[last - 1])
        if space.shape[1] < end - start:
            space = np.empty((3, max(_PIECE, end - start)), np.uint8)
        piece = narratives.text[start:end]
        starts, ends = _clauses_of(piece, space[:, : len(piece)])
        borders = np.searchsorted(starts, narratives.starts[first + 1 : last] - start)
        counts = np.diff(borders, prepend=0, append=len(starts))
        found.append((starts + start, ends + start, np.repeat(np.arange(first, last), counts)))
        first, start = last, end
    return found


def _clauses_of(text: Bytes, space: Bytes) -> tuple[Ints, Ints]:
    """Where long clauses of a text begin and end; the last byte of the text is a NUL.

    space: three rows of memory as long as the text; new memory for each piece costs more than the
    comparisons.
    """
    shifted, marks, others = space[0], space[1].view(np.bool_), space[2].view(np.bool_)
    # The bytes of 、 but for its first, which other marks have as well.
    listed = np.equal(text[1:-1], 0x80, out=others[:-2])
    listed &= np.equal(text[2:], 0x81, out=marks[:-2])
    opens = np.equal(text[:-2], 0xE3, out=marks[:-2])
    opens = np.greater(opens, listed, out=others[:-2])
    # One comparison for what is below 0x30 or not below 0xEF: the subtraction wraps around.
    np.subtract(text, np.uint8(0x30), out=shifted)
    np.greater_equal(shifted, 0xEF - 0x30, out=marks)
    marks[:-2] |= opens
    # The NUL, of one byte, counts as the mark before the text, too.
    places = np.concatenate([[-1], np.flatnonzero(marks)])
    far = np.flatnonzero(places[1:] - places[:-1] > _LEAST)
    before = places[far]
    lead = text[before]
    starts = before + 1
    starts += 2 * (lead >= 0x80)
    starts += lead >= 0xF0
    return starts, places[far + 1]


def _alike(eight: np.ndarray, starts: Ints, ends: Ints, sections: Ints) -> Ints:
    """Clauses that most likely are in one section twice or more often, in reading order."""
    key = eight[ends - 8] ^ (eight[(starts + ends) // 2 - 4] * _FACTOR)
    key ^= (sections << 20 ^ ends - starts).astype(np.uint64) * _OTHER_FACTOR
    key *= _FACTOR
    # With the number of the clause in the last bits, one sort brings those that are alike together.
    bits = len(key).bit_length()
    key = np.sort(key >> bits << bits | np.arange(len(key), dtype=np.uint64))
    hashes = key >> bits
    same = hashes[1:] == hashes[:-1]
    either = np.zeros(len(key), np.bool_)
    either[1:] = same
    either[:-1] |= same
    return np.sort((key[either] & np.uint64((1 << bits) - 1)).astype(np.int64))


def _words_of_eight(data: bytes) -> np.ndarray:
    """At each byte the eight bytes that begin there, as one number."""
    return np.ndarray((len(data) - 7,), np.dtype("<u8"), data, strides=(1,))
