"""Which reports GIK108 has to judge."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from gikqa.rules.shortcuts.chapters_in_batch import chapters_of, enough
from gikqa.rules.structure.gik108_statement_missing import _FORMAL
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    narratives = batch.narratives
    dated = np.zeros(batch.rows, np.bool_)
    for name in ("period_start", "period_end"):
        if name in batch.columns:
            dated |= pc.is_valid(batch.columns[name]).to_numpy(zero_copy_only=False)
    preambles = narratives.numbers == 0
    formal = pc.match_substring_regex(narratives.texts(preambles), _FORMAL.pattern)
    told = preambles.copy()
    told[preambles] = formal.to_numpy(zero_copy_only=False)
    sure = batch.rows_of_sections(told) & enough(batch, chapters_of(batch))
    return ~(sure & dated)
