"""Which reports GIK114 has to judge."""

from __future__ import annotations

import pyarrow.compute as pc

from gikqa.rules.structure.gik114_published_after_deadline import _DATA
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    published = batch.columns["published_on"]
    year, month, day = (
        pc.fill_null(part(published), 0).to_numpy() for part in (pc.year, pc.month, pc.day)
    )
    earliest = min((entry["month"], entry["day"]) for entry in _DATA["deadlines"])
    late: Flags = month * 100 + day > earliest[0] * 100 + earliest[1]
    late &= year == batch.years + 1
    return late
