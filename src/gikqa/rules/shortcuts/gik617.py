"""Which reports GIK617 has to judge."""

from __future__ import annotations

from gikqa.rules.crosscheck.denials import denies
from gikqa.rules.crosscheck.gik617_no_disputes_differs_from_table import _TOTALS
from gikqa.rules.shortcuts.near_hits import not_all_zero
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch

# All characters of the words above.
_DENIES = (
    "过一起例任何有因由针对涉及相关于与被就本机我局办镇乡县市区委政府务信息公开依申请提出引发导致"
    "产生而的行复议诉讼、和或者以案件存在情况形事项现象工作人"
)


def reports_to_judge(batch: RuleBatch) -> Flags:
    told = batch.rows_of(denies(batch, _DENIES))
    return told & not_all_zero(batch, (path for paths in _TOTALS.values() for path in paths))
