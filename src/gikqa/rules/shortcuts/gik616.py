"""Which reports GIK616 has to judge."""

from __future__ import annotations

from gikqa.rules.crosscheck.gik616_none_received_differs_from_table import _NEW
from gikqa.rules.shortcuts.near_hits import not_all_zero
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return not_all_zero(batch, [_NEW])
