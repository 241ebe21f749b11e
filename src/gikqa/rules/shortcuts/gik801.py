"""Which reports GIK801 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.citations.gik801_superseded_notice import _is_number, _numbers, _others
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    hits = batch.found
    years, asked = batch.years[hits.rows], np.zeros(len(hits), np.bool_)
    for year in np.unique(years).tolist():
        others = _others(year)
        wrong = [phrase for phrase in _numbers() if _is_number(phrase, others)]
        asked |= (years == year) & hits.are(wrong)
    return batch.rows_of(asked)
