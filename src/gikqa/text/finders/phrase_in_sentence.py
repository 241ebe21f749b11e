"""Phrases about whose sentence a function has something to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from gikqa._model.report import Hit, Report, Section
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch

_REACH = 300
"""Characters of a sentence before the phrase, and after it."""

_STOP = re.compile(r"[。！？\n]")

Judge = Callable[[str, str, str], Any]
"""A phrase, its sentence before it and after it → what is to be said of it, or None."""


@dataclass(frozen=True, slots=True)
class InSentence:
    """A phrase, and what the function said of its sentence."""

    section: Section
    hit: Hit
    verdict: Any

    @property
    def place(self) -> tuple[int, int]:
        """The index of the section, and where the phrase begins."""
        return self.hit.index, self.hit.start


@dataclass(frozen=True)
class PhraseInSentence:
    """Looks for phrases of whose sentence the function `judge` does not return None.

    It is called for whole batches, so it should be quick, and depend on nothing else.
    """

    words: Callable[[], Iterable[str]]
    judge: Judge
    reads: tuple[str, ...] = ()

    def phrases(self) -> Iterable[str]:
        """The phrases."""
        return self.words()

    @cached_property
    def own(self) -> frozenset[str]:
        """The phrases as a set: a rule may look for those of other finders, too."""
        return frozenset(self.words())

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with such a phrase."""
        found, flags = batch.found, np.zeros(batch.rows, np.bool_)
        found = found.only(found.are(self.own))
        for row, start, end, word in zip(
            found.rows.tolist(),
            found.starts.tolist(),
            found.ends.tolist(),
            found.words.tolist(),
            strict=True,
        ):
            if not flags[row]:
                sides = batch.narratives.around(start, end, _REACH, _REACH)
                flags[row] = self._verdict(found.phrases[word], *sides) is not None
        return flags

    def read(self, report: Report) -> Sequence[InSentence]:
        """The phrases with what the function said of them, in reading order."""
        found = []
        for hit in report.hits:
            if hit.phrase not in self.own:
                continue
            section = report.sections[hit.index]
            before = section.text[max(0, hit.start - _REACH) : hit.start]
            after = section.text[hit.end : hit.end + _REACH]
            verdict = self._verdict(hit.phrase, before, after)
            if verdict is not None:
                found.append(InSentence(section, hit, verdict))
        return found

    def _verdict(self, phrase: str, before: str, after: str) -> Any:
        return self.judge(phrase, _STOP.split(before)[-1], _STOP.split(after, maxsplit=1)[0])
