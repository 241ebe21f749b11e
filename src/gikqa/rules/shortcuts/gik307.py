"""Which reports GIK307 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import known
from gikqa.rules.tables.gik307_other_outcomes_prevail import _ALL, _FEWEST, _OTHER
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    other = known(batch, _OTHER)
    mask: Flags = (other >= _FEWEST) & (2.0 * other > known(batch, _ALL))
    return mask
