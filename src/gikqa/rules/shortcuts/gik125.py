"""Which reports GIK125 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch

_DAY, _TAIL = "日".encode(), 1200


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with a day in what may be their last lines."""

    narratives = batch.narratives
    asked = np.zeros(batch.rows, np.bool_)
    lasts = zip(
        narratives.rows.tolist(), narratives.starts.tolist(), narratives.ends.tolist(), strict=True
    )
    # A text that ends in a blank may be nothing else.
    tails = {row: (start, end) for row, start, end in lasts if end > start}
    for row, (start, end) in tails.items():
        tail = narratives.data[max(start, end - _TAIL) : end]
        asked[row] = _DAY in tail or tail[-4:].decode(errors="ignore")[-1:].isspace()
    return asked
