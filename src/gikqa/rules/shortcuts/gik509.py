"""Which reports GIK509 has to judge."""

from __future__ import annotations

from functools import lru_cache

from gikqa.rules.narrative.gik509_rate_differs import _MARK, _UNIT
from gikqa.rules.shortcuts.near_hits import followed_by, skip_measure
from gikqa.text.characters import Flags, digits_at, flags_of, skip_back
from gikqa.text.rule_batch import RuleBatch

_LONGEST_PART = 20
"""A mark, 其中已, 办结, six other characters and eight digits."""


def reports_to_judge(batch: RuleBatch) -> Flags:
    text = batch.narratives.text
    values, ends = digits_at(text, batch.found.ends)
    all_due = (values == 100) & (text[ends] != ord("."))
    return batch.rows_of(followed_by(batch, "为达") & ~all_due & _behind_two(batch))


def _behind_two(batch: RuleBatch) -> Flags:
    """Hit → whether two numbers may stand in front of it, each with its measure and a mark."""
    text, starts = batch.narratives.text, batch.section_starts
    units = _UNIT.replace("|", "")
    places, told = skip_measure(batch, batch.found.starts, _MARK, units)
    places = skip_back(text, places, starts, _no_marks(), _LONGEST_PART)
    _, also_told = skip_measure(batch, places, _MARK, units)
    return told & also_told


@lru_cache(maxsize=1)
def _no_marks() -> Flags:
    flags: Flags = ~flags_of(_MARK)
    return flags
