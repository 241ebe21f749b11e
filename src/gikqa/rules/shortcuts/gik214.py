"""Which reports GIK214 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shortcuts.columns import known
from gikqa.rules.tables.gik214_change_repeats_items import _BEFORE, _CHANGE, _FEWEST_ROWS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Where the change is the number of the year before in every row that has one."""
    rows = np.zeros(batch.rows, np.int64)
    same = np.ones(len(rows), bool)
    for before, change in zip(_BEFORE, _CHANGE, strict=True):
        items = known(batch, before)
        rows += items > 0
        same &= items == known(batch, change)
    mask: Flags = same & (rows >= _FEWEST_ROWS)
    return mask
