"""Which reports GIK117 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import matching
from gikqa.rules.structure.gik117_accountability_not_reported import _OFFICES
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    other = matching(batch, "level", f"^({'|'.join(_OFFICES)})$")
    mask: Flags = matching(batch, "publisher", "人民政府$") & ~other
    return mask
