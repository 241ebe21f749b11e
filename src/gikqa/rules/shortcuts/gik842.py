"""Which reports GIK842 has to judge."""

from __future__ import annotations

from gikqa.text.characters import Flags, character_at
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    behind, _ = character_at(batch.narratives.text, batch.found.ends)
    return batch.rows_of((behind >= ord("\u4e00")) & (behind <= ord("\u9fff")))
