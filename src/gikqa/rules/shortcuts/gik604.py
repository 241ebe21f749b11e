"""Which reports GIK604 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.crosscheck.gik604_disputes_differ_from_table import _AFTER, _DIRECT, _REVIEW
from gikqa.rules.crosscheck.statements import words
from gikqa.rules.shortcuts.counts_of_cases import cases, differing, units
from gikqa.text.characters import Flags, ends_with
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    hits, text = batch.found, batch.narratives.text
    kinds = [f"复议{noun}{link}" for noun in ("", "案件", "申请") for link in "、和及与或"]
    both = [kind + more for kind in kinds for more in ("", "提起", "行政", "提起行政")]
    of_both = ends_with(text, hits.starts, batch.section_starts, both)
    of_review = hits.are(words()["disputes"]["review"])
    review, lawsuits = batch.cell(_REVIEW), batch.total(_DIRECT, _AFTER)
    said = np.where(of_review, review[hits.rows], lawsuits[hits.rows])
    said = np.where(of_both & ~of_review, -1, said)
    return batch.rows_of(differing(cases(batch), units(), said))
