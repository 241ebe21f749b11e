"""Words that are in one clause twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from gikqa import Hit, Report, Section
from gikqa.text import pattern
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch

_MARK = pattern('[\\s，。；、：！？（）《》“”‘’,;:!?()"…—]')


class Twice(NamedTuple):
    """A word with itself further on in the same clause, and what is printed between the two."""

    section: Section
    first: Hit
    second: Hit
    between: str

    @property
    def place(self) -> tuple[int, int]:
        """The index of the section, and where the first of the two begins."""
        return self.first.index, self.first.start

    @property
    def word(self) -> str:
        """The word."""
        return self.first.phrase


@dataclass(frozen=True)
class TwiceInClause:
    """Looks for words that come again after at most `within` characters without a mark."""

    words: Callable[[], Iterable[str]]
    within: int
    reads: tuple[str, ...] = ()

    def phrases(self) -> Iterable[str]:
        """The words."""
        return self.words()

    @cached_property
    def own(self) -> frozenset[str]:
        """The same words; a finder made of several has more."""
        return frozenset(self.words())

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with such a word."""
        found, flags = batch.found, np.zeros(batch.rows, np.bool_)
        gaps = found.starts[1:] - found.ends[:-1]
        near = (found.words[1:] == found.words[:-1]) & (gaps > 0) & (gaps <= 4 * self.within)
        for at in np.flatnonzero(near & (found.sections[1:] == found.sections[:-1])).tolist():
            between = batch.narratives.data[found.ends[at] : found.starts[at + 1]].decode()
            if self._within_a_clause(found.phrases[found.words[at]], between):
                flags[found.rows[at]] = True
        return flags

    def read(self, report: Report) -> Sequence[Twice]:
        """The words that come again, in reading order."""
        twice = []
        for first, second in pairwise(report.hits):
            if first.phrase == second.phrase and first.index == second.index:
                section = report.sections[first.index]
                between = section.text[first.end : second.start]
                if self._within_a_clause(first.phrase, between):
                    twice.append(Twice(section, first, second, between))
        return twice

    def _within_a_clause(self, word: str, between: str) -> bool:
        return (
            word in self.own and 0 < len(between) <= self.within and _MARK.search(between) is None
        )


def twice_in_clause(words: Callable[[], Iterable[str]], *, within: int) -> TwiceInClause:
    """A finder of words that are in one clause twice, at most `within` characters apart."""
    return TwiceInClause(words, within)
