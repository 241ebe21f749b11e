"""Which reports GIK111 has to judge."""

from __future__ import annotations

import pyarrow.compute as pc

from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    first, last = (batch.columns[name] for name in ("period_start", "period_end"))
    parts = [pc.year(first), pc.month(first), pc.day(first), pc.month(last), pc.day(last)]
    year, *days = (pc.fill_null(part, 0).to_numpy() for part in parts)
    whole = year == pc.fill_null(pc.year(last), -1).to_numpy()
    for day, expected in zip(days, (1, 1, 12, 31), strict=True):
        whole &= day == expected
    asked: Flags = ~whole
    return asked
