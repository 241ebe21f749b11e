"""All that a chapter of the form says, in the reports that were read far enough to tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from gikqa.rules.structure.chapter_facts import chapters_of, how_many_known, of_nothing, times
from gikqa.rules.structure.chapters import ENOUGH_CHAPTERS, is_nothing
from gikqa.text import pattern
from gikqa.text.characters import Ints
from gikqa.text.rule_batch import RuleBatch

_LAST = 6
_MOST_BYTES = 4
"""No character takes more."""

_ITEM = pattern("[（(][一二三四五六七][）)]")
_OPENINGS = tuple(mark.encode() for mark in "（(")
_NUMERALS = frozenset(numeral.encode() for numeral in "一二三四五六七")
_CLOSINGS = tuple(mark.encode() for mark in "）)")
_WIDTH = 3
"""Bytes of a numeral."""


@dataclass(frozen=True)
class WholeChapters:
    """A chapter up to the next one of the form, sections with headings of their own included.

    `first`, `after`: row → its first section, and the first section that is not of it; -1 where
    the chapter is not there just once, where too few chapters are, or where nothing follows it:
    then the text may have been cut.
    """

    batch: RuleBatch
    first: Ints
    after: Ints

    @cached_property
    def rows(self) -> list[int]:
        """The rows with the whole chapter."""
        found: list[int] = np.flatnonzero(self.first >= 0).tolist()
        return found

    @cached_property
    def spans(self) -> list[tuple[int, int, int]]:
        """The rows with the whole chapter, and the bytes at which its text begins and ends."""
        narratives, rows = self.batch.narratives, self.rows
        starts = narratives.starts[self.first[rows]].tolist()
        ends = narratives.ends[self.after[rows] - 1].tolist()
        return list(zip(rows, starts, ends, strict=True))

    def text(self, row: int) -> str:
        """What the chapter of a row says."""
        narratives = self.batch.narratives
        first, after = int(self.first[row]), int(self.after[row])
        starts, ends = (
            narratives.starts[first:after].tolist(),
            narratives.ends[first:after].tolist(),
        )
        own, *others = [
            narratives.data[start:end].decode() for start, end in zip(starts, ends, strict=True)
        ]
        headings = narratives.spelt_headings[first + 1 : after]
        both = zip(headings, others, strict=True)
        return "\n".join([own, *(f"{heading}\n{text}" for heading, text in both)])

    def shorter(self, characters: int) -> WholeChapters:
        """The chapters that have fewer characters."""
        first = self.first.copy()
        first[self.at_least(characters)] = -1
        return WholeChapters(self.batch, first, self.after)

    def says(self, words: Sequence[str]) -> list[int]:
        """The rows of which the chapter has one of the words."""
        sought, find = without_longer(words), self.batch.narratives.data.find
        letters, spoken = [word.encode() for word in sought], []
        for row, start, end in self.spans:
            for word in letters:
                if find(word, start, end) >= 0:
                    spoken.append(row)
                    break
            else:
                if self._names(row, sought):
                    spoken.append(row)
        return spoken

    def of_nothing(self) -> list[int]:
        """The rows of which the chapter has no words, or only says that there is nothing."""
        silent = of_nothing(self.batch, self.first[self.rows])
        rows: list[int] = self.batch.narratives.rows[silent].tolist()
        return [row for row in rows if is_nothing(self.text(row))]

    def at_least(self, characters: int) -> list[int]:
        """The rows of which the chapter is so long."""
        return [
            row
            for row, start, end in self.spans
            if end - start >= _MOST_BYTES * characters or len(self.text(row)) >= characters
        ]

    def with_items(self, fewest: int) -> list[int]:
        """The rows of which the chapter has so many item numbers, （一） to （七）."""
        data = self.batch.narratives.data
        has_own = (self.after - self.first > 1).tolist()
        return [
            row
            for row, start, end in self.spans
            if (
                len(_ITEM.findall(self.text(row))) >= fewest
                if has_own[row]
                else _has_items(data, start, end, fewest)
            )
        ]

    def _names(self, row: int, words: Sequence[str]) -> bool:
        """Whether a heading inside the chapter has one of the words."""
        headings = self.batch.narratives.spelt_headings[self.first[row] + 1 : self.after[row]]
        return any(word in heading for heading in headings for word in words)


@cache
def whole_chapters(number: int) -> Callable[[RuleBatch], WholeChapters]:
    """The fact of a batch that has the chapter with this number."""

    def find(batch: RuleBatch) -> WholeChapters:
        narratives, chapters = batch.narratives, batch.fact(chapters_of)
        known = np.flatnonzero(chapters)
        # Section → the next one that is a chapter, or the end of the report.
        following = np.append(known, len(chapters))[np.searchsorted(known, known, side="right")]
        ends = narratives.first[narratives.rows[known] + 1]
        is_this = chapters[known] == number
        rows = narratives.rows[known[is_this]]
        first, after = np.full((2, batch.rows), -1)
        first[rows], after[rows] = known[is_this], np.minimum(following, ends)[is_this]
        is_whole = batch.fact(times)[:, number] == 1
        is_whole &= batch.fact(how_many_known) >= ENOUGH_CHAPTERS
        if number < _LAST:
            cut = np.zeros(batch.rows, np.bool_)
            cut[rows] = (following >= ends)[is_this]
            is_whole &= ~cut
        return WholeChapters(batch, np.where(is_whole, first, -1), np.where(is_whole, after, -1))

    return find


def without_longer(words: Sequence[str]) -> list[str]:
    """The words but for those that hold another of them, which is found wherever they are."""
    return [word for word in words if not any(other in word for other in words if other != word)]


def _has_items(data: bytes, start: int, end: int, fewest: int) -> bool:
    """Whether enough item numbers begin between two places; a border follows each text."""
    many = 0
    for opening in _OPENINGS:
        place = data.find(opening, start, end)
        while place >= 0:
            place += len(opening)
            numeral = data[place : place + _WIDTH]
            if numeral in _NUMERALS and data.startswith(_CLOSINGS, place + _WIDTH):
                many += 1
                if many >= fewest:
                    return True
            place = data.find(opening, place, end)
    return False
