"""Which reports GIK121 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import blank, matching
from gikqa.rules.structure.gik121_title_misprinted import _USUAL
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Where the title does not hold one of the usual endings."""
    usual = "|".join(r"\s*".join(words) for words in _USUAL)
    mask: Flags = ~blank(batch, "title") & ~matching(batch, "title", usual)
    return mask
