"""Which reports GIK801 has to judge.

All reports cite a notice, most of them the right one. To read all of these reports takes
0.01 ms a report.
"""

from __future__ import annotations

import numpy as np

from gikqa.rules.citations.gik801_superseded_notice import (
    LAST_YEAR,
    SUPERSEDED,
    is_number_of,
    notices_of_other_forms,
    printed_numbers,
)
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with the number or title of a notice that introduced a form of other years."""
    hits = batch.found
    years, asked = batch.years[hits.rows], np.zeros(len(hits), np.bool_)
    for year in np.unique(years).tolist():
        others = notices_of_other_forms(year)
        wrong = [phrase for phrase in printed_numbers() if is_number_of(phrase, others)]
        asked |= (years == year) & hits.are(wrong)
    return batch.rows_of(asked) | (SUPERSEDED.scan(batch) & (batch.years > LAST_YEAR))
