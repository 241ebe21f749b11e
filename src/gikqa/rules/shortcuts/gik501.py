"""Which reports GIK501 has to judge."""

from __future__ import annotations

from gikqa.rules.narrative.gik501_parts_do_not_sum import _REACH
from gikqa.rules.narrative.lists import lists_to_read
from gikqa.rules.narrative.outcomes import sections_with_all_outcomes
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return batch.rows_of(lists_to_read(batch)) | batch.rows_of_sections(
        sections_with_all_outcomes(batch, _REACH)
    )
