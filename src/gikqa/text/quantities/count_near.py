"""Phrases with the number of things that they count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from gikqa._model.condition import Value
from gikqa._model.report import Hit, Report, Section
from gikqa.text.characters import BLANKS, Flags, ends_with, flags_of
from gikqa.text.finders.near_phrase import NearPhrase
from gikqa.text.patterns import pattern
from gikqa.text.quantities.counts import Counts, counts_after, counts_before, with_look_alikes
from gikqa.text.quantities.quantity import Quantity, Scope
from gikqa.text.quantities.read import may_begin, read_narrative
from gikqa.text.quantities.spans import sentences_around
from gikqa.text.rule_batch import RuleBatch

_BEFORE = 16
"""Most characters between a number and the phrase after it."""
_AFTER = 32
"""Most characters between a phrase and the number after it."""
_MEASURE = 8
"""Most characters of a measure, with the vague words after it."""
_REACH = 200
"""Sentences are seldom longer; the bound keeps a page without stops cheap."""
_UTF8 = 4
"""Most bytes of a character."""
_STOPS = pattern(r"[。；！？\n]")
_MARKS = "，。；;：:！？、\n（()）,"
_MARK = pattern(f"[{_MARKS}]")
_OF_THE_YEAR = (Scope.THIS_YEAR, Scope.NONE, Scope.NEXT_YEAR)
"""What is carried over is counted for the next year."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A phrase with the number that it governs; `start` and `end` include both."""

    section: Section
    hit: Hit
    quantity: Quantity
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        """The index of the section, and where the phrase begins."""
        return self.hit.index, self.hit.start

    @property
    def value(self) -> int:
        """The number."""
        return int(self.quantity.value)

    @property
    def quote(self) -> str:
        """The phrase with its number, as printed."""
        return self.section.text[self.start : self.end]

    @property
    def clause(self) -> str:
        """All of the clause before the number."""
        return _MARK.split(self._left)[-1] + self.section.text[self.start : self.quantity.start]

    @property
    def sentence_before(self) -> str:
        """The sentence up to the quote."""
        return _STOPS.split(self._left)[-1]

    @property
    def sentence_after(self) -> str:
        """The rest of the sentence after the quote."""
        return _STOPS.split(self.section.text[self.end : self.end + _REACH])[0]

    @property
    def sentence(self) -> str:
        """The sentence with the quote."""
        return self.sentence_before + self.quote + self.sentence_after

    @property
    def _left(self) -> str:
        return self.section.text[max(0, self.start - _REACH) : self.start]


@dataclass(frozen=True)
class CountNear:
    """Looks for phrases with an exact number of things of the report year.

    Made by `counted(...)`, which says what the fields are.
    """

    phrase: NearPhrase
    units: tuple[str, ...]
    fillers: tuple[str, ...] = ()
    may_precede: bool = False
    not_after: tuple[str, ...] = ()
    agreeing: tuple[Value, ...] = ()
    companion: tuple[str, int, int] | None = None

    def differing_from(self, *values: Value) -> CountNear:
        """Only reports with a number that is none of these values.

        A blank value agrees with no number. `read` returns every number of such a report, also
        those that agree.
        """
        return replace(self, agreeing=values)

    def beside(self, word: str, *, before: int, after: int) -> CountNear:
        """Only phrases with a word so many characters before them, or after them."""
        return replace(self, companion=(word, before, after))

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns that the numbers are compared with."""
        return tuple(dict.fromkeys(name for value in self.agreeing for name in value.reads))

    def phrases(self) -> Iterable[str]:
        """The phrases."""
        return self.phrase.phrases()

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with such a number, as far as digits and single characters show it."""
        hits, text = batch.found, batch.narratives.text
        fillers = flags_of([*"".join(self.fillers), *BLANKS])
        after = self._differ(batch, counts_after(text, hits.ends, fillers, _AFTER + 1))
        chosen = after & hits.are(self.phrase.own)
        if self.may_precede:
            marks, most = flags_of(_MARKS), _BEFORE + _MEASURE
            before = counts_before(text, hits.starts, batch.section_starts, marks, most)
            # What is printed nearest before the phrase may hide the number of another measure.
            unsure = before.unsure | self._differ(batch, before, any_unit=True)
            chosen |= unsure & hits.are(self.phrase.own)
        if self.not_after:
            chosen &= ~ends_with(text, hits.starts, batch.section_starts, self.not_after)
        chosen = self.phrase.hits(batch, chosen)
        for place in np.flatnonzero(chosen).tolist():
            chosen[place] = self._may_count(batch, place)
        return batch.rows_of(chosen)

    def read(self, report: Report) -> Sequence[Counted]:
        """The phrases with their numbers, in reading order."""
        return [
            found
            for hit in report.hits
            if self.phrase.read_hit(report, hit) is not None
            and (found := self._counted(report, hit)) is not None
        ]

    def _differ(self, batch: RuleBatch, counts: Counts, *, any_unit: bool = False) -> Flags:
        """Hit → whether its number is not known for sure to agree, or to count something else."""
        known = np.zeros(len(counts.values), np.bool_)
        for value in self.agreeing:
            known |= counts.values == batch.counts(value)[batch.found.rows]
        counted = counts.values >= 0
        if not any_unit:
            counted &= _beginnings(self.units)[counts.after]
        differ: Flags = counts.unsure | (counted & ~known)
        return differ

    def _may_count(self, batch: RuleBatch, place: int) -> bool:
        hits, narratives = batch.found, batch.narratives
        start, end = int(hits.starts[place]), int(hits.ends[place])
        if self.companion is not None:
            word, before, after = self.companion
            left, right = max(0, start - _UTF8 * before), end + _UTF8 * after
            if narratives.data.find(word.encode(), left, right) < 0:
                return False
        if self.may_precede:
            return True
        # Until here fillers were looked for by their characters; now they have to be words.
        _, following = narratives.around(start, end, 1, 2 * _AFTER)
        return self._may_be_counted(following, 0)

    def _counted(self, report: Report, hit: Hit) -> Counted | None:
        section = report.sections[hit.index]
        text = section.text
        if any(text.endswith(word, 0, hit.start) for word in self.not_after):
            return None
        if self.companion is not None:
            word, before, after = self.companion
            if word not in text[max(0, hit.start - before) : hit.end + after]:
                return None
        if not self.may_precede and not self._may_be_counted(text, hit.end):
            return None  # nearly always
        around = sentences_around(text, hit.start)
        numbers = read_narrative(text, report.year, around).quantities
        place = bisect_left(numbers, hit.end, key=lambda one: one.start)
        if place < len(numbers) and numbers[place].start <= hit.end + _AFTER:
            one = numbers[place]
            if self._filler.fullmatch(text, hit.end, one.start):
                found = Counted(section, hit, one, hit.start, one.end)
                return found if self._is_exact(one) else None
        if self.may_precede and place:
            one = numbers[place - 1]
            close = 0 <= hit.start - one.end <= _BEFORE
            if close and not _MARK.search(text, one.end, hit.start):
                found = Counted(section, hit, one, one.start, hit.end)
                return found if self._is_exact(one) else None
        return None

    def _is_exact(self, one: Quantity) -> bool:
        exact = not one.is_vague and one.step == 1 and one.places == 0
        return exact and one.unit in self.units and one.scope in _OF_THE_YEAR

    def _may_be_counted(self, text: str, place: int) -> bool:
        """Whether only fillers are printed between a place and what may be a number."""
        between = self._filler.match(text, place)
        return between is not None and may_begin(text, between.end())

    @cached_property
    def _filler(self) -> re.Pattern[str]:
        listed = "|".join(map(re.escape, self.fillers)) or r"\s"
        return re.compile(rf"(?:{listed}|\s)*")


def counted(
    phrase: NearPhrase,
    *,
    units: Iterable[str],
    fillers: Iterable[str] = (),
    may_precede: bool = False,
    not_after: Iterable[str] = (),
) -> CountNear:
    """A finder of phrases with the exact number of things that they count.

    units: the measures of the number. fillers: the words that may be printed between phrase
    and number. may_precede: whether the number may also be printed before the phrase, in the
    same clause. not_after: words that must not be printed directly before the phrase.
    """
    return CountNear(phrase, tuple(units), tuple(fillers), may_precede, tuple(not_after))


@lru_cache(maxsize=8)
def _beginnings(units: tuple[str, ...]) -> Flags:
    """Code point → whether one of the measures can begin with it."""
    return with_look_alikes("".join(units))
