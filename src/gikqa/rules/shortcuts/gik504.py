"""Which reports GIK504 has to judge."""

from __future__ import annotations

from gikqa.rules.narrative.lists import lists_to_read
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return batch.rows_of(lists_to_read(batch))
