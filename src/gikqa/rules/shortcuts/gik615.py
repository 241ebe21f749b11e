"""Which reports GIK615 has to judge."""

from __future__ import annotations

from gikqa.rules.crosscheck.gik615_all_concluded_with_pending import _OUT
from gikqa.rules.shortcuts.near_hits import not_all_zero
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return not_all_zero(batch, [_OUT])
