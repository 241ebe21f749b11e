"""Which reports GIK613 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.near_hits import followed_by
from gikqa.text.characters import Flags, digits_at
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """The reports in which a sum other than 0元 may stand behind the name of the fee."""
    text = batch.narratives.text
    values, ends = digits_at(text, batch.found.ends)
    nothing = (values == 0) & (text[ends] != ord("."))
    return batch.rows_of(followed_by(batch, "共总合计金为人：:") & ~nothing)
