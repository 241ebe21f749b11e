"""Which reports GIK126 has to judge."""

from __future__ import annotations

from gikqa.text.characters import BLANKS, Flags, decimal, flags_of
from gikqa.text.counts import counts_behind
from gikqa.text.rule_batch import RuleBatch

_LEAST = 2_000_000
"""The smallest number of seven digits that a telephone can have."""


def reports_to_judge(batch: RuleBatch) -> Flags:
    passed = flags_of([*"号码:：为是", *BLANKS])
    counts = counts_behind(batch.narratives.text, batch.found.ends, passed, 12)
    number = (counts.leading >= _LEAST) | decimal()[counts.after]
    return batch.rows_of(number | (counts.unsure & (counts.leading < 0)))
