"""Which reports GIK505 has to judge."""

from __future__ import annotations

from gikqa.rules.narrative.lists import shares_behind
from gikqa.text.characters import Flags
from gikqa.text.counts import with_look_alikes
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    shares, counts = shares_behind(batch)
    # Two digits with a point or the sign behind them are no hundred.
    small = (counts.leading >= 0) & (counts.leading < 100) & with_look_alikes(".%")[counts.after]
    return batch.rows_of(shares & ~small)
