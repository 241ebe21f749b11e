"""Which reports GIK120 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.chapters_in_batch import says, told_in
from gikqa.rules.structure.gik120_fee_statement_missing import _FEE
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch

_LAST = 6


def reports_to_judge(batch: RuleBatch) -> Flags:
    words = _FEE.pattern.split("|")
    last = batch.narratives.numbers >= _LAST
    untold = ~batch.rows_of_sections(told_in(batch, last, words))
    return untold & ~says(batch, untold, words)
