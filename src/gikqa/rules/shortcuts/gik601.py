"""Which reports GIK601 has to judge."""

from __future__ import annotations

from gikqa.rules.crosscheck.gik601_received_differs_from_table import _CARRIED, _NEW
from gikqa.rules.shortcuts.counts_of_cases import suspects
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return suspects(batch, batch.cell(_NEW), batch.total(_NEW, _CARRIED))
