"""Which reports GIK106 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shortcuts.chapters_in_batch import chapters_of
from gikqa.rules.structure.gik106_section_empty import _OTHERS, _TOLD
from gikqa.text.characters import Flags, alphanumeric, character_at, flags_of, skip
from gikqa.text.rule_batch import RuleBatch

_FEW = 30


def reports_to_judge(batch: RuleBatch) -> Flags:
    narratives = batch.narratives
    told = np.isin(chapters_of(batch), (*_TOLD, _OTHERS))
    # The first letter that can be no part of 暂无 and the like tells that a chapter has words.
    nothing = ~alphanumeric() | flags_of("暂无没有")
    places = skip(narratives.text, narratives.starts[told], nothing & ~flags_of("\0"), _FEW)
    silent = nothing[character_at(narratives.text, places)[0]]
    spoken = told.copy()
    spoken[told] = ~silent
    left = told & ~spoken
    undetermined = ~batch.rows_of_sections(spoken & (narratives.numbers != 0))
    return batch.rows_of_sections(left) | undetermined
