"""Which reports GIK306 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shortcuts.columns import known, known_at
from gikqa.rules.tables.gik306_excess_equals_partial import _OUTCOMES, _PARTIAL, _TOTAL
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    found = np.zeros(batch.rows, bool)
    rows = np.flatnonzero(known(batch, _PARTIAL) > 0)  # a few in a hundred
    if len(rows):
        partial, total = known(batch, _PARTIAL)[rows], known(batch, _TOTAL)[rows]
        for outcomes in _OUTCOMES.values():
            there = [path for path in outcomes if path in batch.columns]
            parts = [known_at(batch, path, rows) for path in there]
            found[rows] |= np.sum(parts, axis=0) - total == partial
    return found
