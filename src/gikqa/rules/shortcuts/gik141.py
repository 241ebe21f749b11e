"""Which reports GIK141 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import matching
from gikqa.rules.structure.gik141_report_of_another_level_announced import _LOWEST
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return matching(batch, "publisher", f"(?:{'|'.join(_LOWEST)})$")
