"""Which reports GIK103 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.chapters_in_batch import chapters_of, in_order
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return ~in_order(batch, chapters_of(batch))
