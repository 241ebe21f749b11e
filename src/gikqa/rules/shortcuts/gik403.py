"""Which reports GIK403 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import known
from gikqa.rules.tables.gik403_lawsuits_after_no_review import _FEWEST, _LAWSUITS, _REVIEWS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    mask: Flags = (known(batch, _LAWSUITS) >= _FEWEST) & (known(batch, _REVIEWS) == 0)
    return mask
