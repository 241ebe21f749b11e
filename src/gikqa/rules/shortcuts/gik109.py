"""Which reports GIK109 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.structure.gik109_parts_claimed_differ_from_listed import _REACH, _listed_otherwise
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with a claim that its sentence does not bear out."""
    hits, asked = batch.found, np.zeros(batch.rows, np.bool_)
    for row, start, end, word in zip(
        hits.rows.tolist(),
        hits.starts.tolist(),
        hits.ends.tolist(),
        hits.words.tolist(),
        strict=True,
    ):
        if not asked[row]:
            sides = batch.narratives.around(start, end, _REACH, _REACH)
            asked[row] = _listed_otherwise(hits.phrases[word], *sides) is not None
    return asked
