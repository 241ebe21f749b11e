"""Which reports say something else than their tables, as far as whole batches tell it.

A phrase matters only if a number follows it, and is in order if that number is one of the table.
Each function here may take too many reports for suspects, and never too few.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from gikqa.rules.crosscheck.statements import FILLER_CHARACTERS, NEAR, UNITS, may_be_counted
from gikqa.text.characters import BLANKS, Flags, Ints, ends_with, flags_of
from gikqa.text.counts import Counts, counts_before, counts_behind, with_look_alikes
from gikqa.text.rule_batch import RuleBatch

_MARKS = flags_of("，。；;：:！？、\n（()）,")
_FAR = 60
_MEASURE = 8
"""The longest measure, with the vague words behind it."""


def suspects(batch: RuleBatch, *readings: Ints, not_behind: Iterable[str] = ()) -> Flags:
    """The rows in which a number of cases behind a phrase is none of the `readings` of its row.

    not_behind: words that make a phrase mean something else when they stand before it.
    """
    hits = batch.found
    chosen = differing(cases(batch), units(), *(reading[hits.rows] for reading in readings))
    words = tuple(not_behind)
    if words:
        text, starts = batch.narratives.text, batch.section_starts
        chosen &= ~ends_with(text, hits.starts, starts, words)
    narratives = batch.narratives
    for place in np.flatnonzero(chosen).tolist():
        # The fillers above are single characters, where words have to stand.
        _, behind = narratives.around(int(hits.starts[place]), int(hits.ends[place]), 1, _FAR)
        chosen[place] = may_be_counted(behind)
    return batch.rows_of(chosen) | batch.formless


def cases(batch: RuleBatch) -> Counts:
    """The numbers behind the phrases, as `counted` finds them."""
    text, hits = batch.narratives.text, batch.found
    return counts_behind(text, hits.ends, _fillers(), 2 * NEAR + 1)


def cases_before(batch: RuleBatch) -> Counts:
    """The numbers nearest in front of the phrases, where `counted` may find one."""
    text, hits = batch.narratives.text, batch.found
    return counts_before(text, hits.starts, batch.section_starts, _MARKS, NEAR + _MEASURE)


def differing(counts: Counts, measures: Flags, *readings: Ints) -> Flags:
    """The hits that count something by one of the measures and agree with no reading."""
    told = np.zeros(len(counts.values), np.bool_)
    for reading in readings:
        told |= counts.values == reading
    return counts.unsure | ((counts.values >= 0) & measures[counts.after] & ~told)


@lru_cache(maxsize=1)
def _fillers() -> Flags:
    return flags_of([*FILLER_CHARACTERS, *BLANKS])


@lru_cache(maxsize=1)
def units() -> Flags:
    """Code point → whether a measure of cases can begin with it."""
    return with_look_alikes("".join(UNITS))
