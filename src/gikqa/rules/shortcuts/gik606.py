"""Which reports GIK606 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.crosscheck.table import block_sums
from gikqa.rules.narrative.outcomes import outcome_counts, outcomes_linked, words_of_outcomes
from gikqa.rules.shortcuts.counts_of_cases import differing
from gikqa.text.characters import Flags, flags_of
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    hits, kinds = batch.found, words_of_outcomes()
    said = np.full(len(hits), -1)
    for kind in dict.fromkeys(kinds.values()):
        mine = hits.are([word for word in kinds if kinds[word] == kind])
        said[mine] = block_sums(batch, kind)[hits.rows[mine]]
    counts = outcome_counts(batch)
    # 予以公开及部分公开5件 is one number for both.
    linked = outcomes_linked(batch)
    return batch.rows_of(differing(counts, flags_of("件"), said) | linked)
