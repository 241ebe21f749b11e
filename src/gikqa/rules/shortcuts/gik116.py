"""Which reports GIK116 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shortcuts.columns import blank
from gikqa.rules.structure.gik116_table_without_figures import _CELLS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Where all cells of one table are blank, and not those of all."""
    bare = np.zeros(batch.rows, bool)
    whole = np.ones(batch.rows, bool)
    for cells in _CELLS.values():
        present = [path for path in cells if path in batch.columns]
        if present:  # an export without a table says nothing of it
            empty = np.ones(len(bare), bool)
            for path in present:
                empty &= blank(batch, path)
            bare |= empty
            whole &= empty
    return bare & ~whole
