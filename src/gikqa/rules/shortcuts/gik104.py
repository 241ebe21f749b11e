"""Which reports GIK104 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.chapters_in_batch import misprinted
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return batch.rows_of_sections(misprinted(batch))
