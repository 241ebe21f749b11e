"""Which reports GIK124 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    narratives = batch.narratives
    numbered = np.flatnonzero(narratives.numbers)
    rows, numbers = narratives.rows[numbered], narratives.numbers[numbered]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    asked = np.zeros(batch.rows, np.bool_)
    asked[rows[numbers != place + 1]] = True
    return asked
