"""Which reports GIK602 has to judge."""

from __future__ import annotations

from gikqa.rules.crosscheck.gik602_concluded_differs_from_table import _CONCLUDED, _OUT
from gikqa.rules.crosscheck.statements import words
from gikqa.rules.shortcuts.counts_of_cases import suspects
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    readings = batch.cell(_CONCLUDED), batch.total(_CONCLUDED, _OUT)
    return suspects(batch, *readings, not_behind=words()["concluded"]["not_behind"])
