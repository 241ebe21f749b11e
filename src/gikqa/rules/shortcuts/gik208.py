"""Which reports GIK208 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import known_sum
from gikqa.rules.tables.gik208_regulations_without_power import _CELLS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    mask: Flags = known_sum(batch, _CELLS) > 0
    return mask
