"""Which reports GIK209 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import known
from gikqa.rules.tables.amounts import least_limit
from gikqa.rules.tables.gik209_fees_implausibly_large import _AMOUNT
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    mask: Flags = known(batch, _AMOUNT) > least_limit("fees")
    return mask
