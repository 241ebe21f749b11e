"""Which reports GIK130 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.chapters_in_batch import says
from gikqa.rules.shortcuts.columns import known
from gikqa.rules.structure.gik130_fee_unpaid_without_fee import _UNPAID
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    unpaid: Flags = known(batch, _UNPAID) > 0
    return unpaid & ~says(batch, unpaid, "费")
