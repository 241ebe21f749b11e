"""Which reports GIK405 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shortcuts.columns import known
from gikqa.rules.tables.gik405_dispute_blocks_alike import _CELLS, _FEWEST_PARTS, _PAIRS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    values = {path: known(batch, path) for cells in _CELLS.values() for path in cells}
    found = np.zeros(batch.rows, bool)
    for one, other in _PAIRS:
        same = np.ones(len(found), bool)
        filled = np.zeros(len(found), np.int64)
        for left, right in zip(_CELLS[one], _CELLS[other], strict=True):
            same &= values[left] == values[right]
            filled += values[left] > 0
        found |= same & (filled >= _FEWEST_PARTS)
    return found
