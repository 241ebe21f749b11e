"""Which reports GIK122 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import matching
from gikqa.rules.structure.gik122_title_without_year import _REPORT, _YEAR
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    mask: Flags = matching(batch, "title", _REPORT) & ~matching(batch, "title", _YEAR)
    return mask
