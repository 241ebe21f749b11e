"""Which reports GIK101 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.chapters_in_batch import chapters_of, complete, enough
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    chapters = chapters_of(batch)
    unknown = batch.rows_of_sections((chapters == 0) & (batch.narratives.numbers > 0))
    return ~(enough(batch, chapters) & (unknown | complete(batch, chapters)))
