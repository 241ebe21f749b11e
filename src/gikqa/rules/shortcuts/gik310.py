"""Which reports GIK310 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import known, known_sum
from gikqa.rules.tables.gik310_half_carried_out import _FEWEST, _IN, _OUT
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    out = known(batch, _OUT)
    mask: Flags = (out >= _FEWEST) & (2.0 * out > known_sum(batch, _IN))
    return mask
