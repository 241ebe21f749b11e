"""Lists of all outcomes of requests whose sum is not printed before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gikqa import Report, Section
from gikqa.rules.narrative.outcomes import (
    Outcome,
    outcome_counts,
    outcome_lists,
    outcome_words,
    outcomes_linked,
    words_of_outcomes,
)
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch

REACH = 250
"""Characters before a list in which its sum may be printed."""


class OutcomeList(NamedTuple):
    """The outcomes of one list, in reading order."""

    section: Section
    outcomes: tuple[Outcome, ...]
    place: tuple[int, int]
    """The index of the section, and where the first outcome begins."""

    @property
    def sum(self) -> int:
        """The sum of their numbers."""
        return sum(outcome.value for outcome in self.outcomes)


@dataclass(frozen=True)
class AllOutcomes:
    """Looks for lists that name every outcome and make no number of cases printed before them."""

    reads: tuple[str, ...] = ()

    def phrases(self) -> Iterable[str]:
        """The outcomes as printed."""
        return outcome_words()

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with a section that has all outcomes, unless its sum is printed there."""
        hits, kinds = batch.found, _kinds()
        counts, linked = outcome_counts(batch), outcomes_linked(batch)
        places = hits.told(lambda phrase: kinds.get(words_of_outcomes().get(phrase, ""), -1))
        # 不予公开的理由 names an outcome and counts none.
        outcomes = np.flatnonzero((places >= 0) & (counts.unsure | (counts.values >= 0) | linked))
        sections, many = hits.sections[outcomes], len(batch.narratives.rows)
        seen = np.zeros((many, len(kinds)), np.bool_)
        seen[sections, places[outcomes]] = True
        chosen: Flags = np.logical_and.reduce(seen, axis=1)
        # Where each outcome comes once with a plain number, the sum is known without reading.
        once = chosen & (np.bincount(sections, minlength=many) == len(kinds))
        plain = counts.values[outcomes]
        once[sections[(plain < 0) | linked[outcomes]]] = False
        sums = np.bincount(sections, weights=plain, minlength=many).astype(np.int64)
        starts = dict(
            zip(sections[::-1].tolist(), hits.starts[outcomes][::-1].tolist(), strict=True)
        )
        for section in np.flatnonzero(once).tolist():
            start = starts[section]
            before, _ = batch.narratives.around(start, start, REACH, 1)
            chosen[section] = not _makes_a_number(before, int(sums[section]))
        return batch.rows_of_sections(chosen)

    def read(self, report: Report) -> Sequence[OutcomeList]:
        """The lists, in reading order."""
        every = frozenset(_kinds())
        lists = [
            OutcomeList(section, tuple(found), (report.sections.index(section), found[0].start))
            for section, found in outcome_lists(report)
            if {kind for outcome in found for kind in outcome.kinds} == every
        ]
        return [each for each in lists if not _sum_is_printed(each)]


def _kinds() -> dict[str, int]:
    """The kinds of outcomes, numbered."""
    return {kind: place for place, kind in enumerate(dict.fromkeys(words_of_outcomes().values()))}


def _sum_is_printed(found: OutcomeList) -> bool:
    start = found.outcomes[0].start
    return _makes_a_number(found.section.text[max(0, start - REACH) : start], found.sum)


def _makes_a_number(text: str, total: int) -> bool:
    """Whether a text has a number of cases equal to the total."""
    return re.search(rf"(?<!\d){total}\s?件", text) is not None
