"""Which reports GIK212 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shortcuts.columns import blank, known
from gikqa.rules.tables.gik212_made_exceeds_disclosed import _CELLS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    found = np.zeros(batch.rows, bool)
    for made, disclosed in _CELLS.values():
        found |= (known(batch, made) > known(batch, disclosed)) & ~blank(batch, disclosed)
    return found
