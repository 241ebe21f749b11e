"""Which reports GIK127 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shortcuts.columns import blank, known_sum
from gikqa.rules.structure.gik127_total_left_blank import _ROWS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Where a total is blank although something stands in its row."""
    found = np.zeros(batch.rows, bool)
    for total, parts in _ROWS.items():
        if total in batch.columns and batch.columns[total].null_count:
            found |= blank(batch, total) & (known_sum(batch, parts) > 0)
    return found
