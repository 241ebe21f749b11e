"""Which reports GIK113 has to judge."""

from __future__ import annotations

import pyarrow.compute as pc

from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    published = pc.fill_null(pc.year(batch.columns["published_on"]), 0).to_numpy()
    asked: Flags = published == batch.years
    return asked
