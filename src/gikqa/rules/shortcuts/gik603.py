"""Which reports GIK603 has to judge."""

from __future__ import annotations

from gikqa.rules.crosscheck.gik603_carried_out_differs_from_table import _OUT
from gikqa.rules.shortcuts.counts_of_cases import cases, cases_before, differing, units
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    carried = batch.cell(_OUT)[batch.found.rows]
    behind, before = cases(batch), cases_before(batch)
    # In front, a number of something else may hide the one that is read.
    other = before.unsure | (before.values >= 0) & (before.values != carried)
    return batch.rows_of(differing(behind, units(), carried) | other)
