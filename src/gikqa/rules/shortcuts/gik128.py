"""Which reports GIK128 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import matching
from gikqa.rules.structure.gik128_level_contradicts_publisher import _CONTRADICTIONS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    found = matching(batch, "publisher", "^$")
    for levels, names, _ in _CONTRADICTIONS:
        of_level = matching(batch, "level", f"^({levels})$")
        found |= of_level & matching(batch, "publisher", names)
    return found
