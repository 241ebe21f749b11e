"""Which reports GIK107 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    narratives = batch.narratives
    stopped = [heading.strip().endswith("。") for heading in narratives.distinct_headings]
    return batch.rows_of_sections(np.array(stopped, np.bool_)[narratives.heading_numbers])
