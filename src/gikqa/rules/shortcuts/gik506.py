"""Which reports GIK506 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.narrative.gik506_change_differs import _UNIT, _phrases
from gikqa.rules.shortcuts.near_hits import skip_measure
from gikqa.text.characters import BLANKS, Flags, character_at, decimal, flags_of, skip
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports in which a number stands behind the phrase, and one with a measure before it."""
    text, found = batch.narratives.text, batch.found
    _, told = skip_measure(batch, found.starts, "，,（(", _UNIT.replace("|", ""))
    words = flags_of([*"加长多少了", *BLANKS])
    behind, _ = character_at(text, skip(text, found.ends, words, 4))
    # 较20 is the beginning of a year: 较2023年的100件.
    of_years = found.are([phrase for phrase in _phrases() if phrase.endswith("20")])
    year = decimal() | flags_of("年度同期")
    of_base, _ = character_at(text, skip(text, found.ends, year, 8))
    followed = np.where(of_years, flags_of("的（(")[of_base], decimal()[behind])
    return batch.rows_of(told & followed)
