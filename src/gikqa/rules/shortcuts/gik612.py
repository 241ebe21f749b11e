"""Which reports GIK612 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.near_hits import followed_by
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return batch.rows_of(followed_by(batch, "决信结案数共为：:"))
