"""Which reports GIK833 has to judge.

Most reports name the plan of their own year, or none. To read all of these reports takes
0.02 ms a report.
"""

from __future__ import annotations

import numpy as np

from gikqa.rules.wording.gik833_plan_of_another_year import FARTHEST
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports in which the year of a plan is another one than theirs."""
    found, text = batch.found, batch.narratives.text
    printed = sum(
        (text[np.maximum(found.starts - place, 0)].astype(np.int64) - ord("0")) * 10 ** (place - 1)
        for place in range(1, 5)
    )
    of_report = batch.years[found.rows]
    earlier = (printed < of_report) & (printed >= of_report - FARTHEST)
    return batch.rows_of(earlier) & ~batch.rows_of(printed == of_report)
