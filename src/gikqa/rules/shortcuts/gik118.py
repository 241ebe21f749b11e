"""Which reports GIK118 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shortcuts.chapters_in_batch import (
    chapters_of,
    items_in,
    not_whole,
    told_in_chapter,
)
from gikqa.rules.structure.gik118_topic_not_covered import _ENOUGH_TEXT, _FEWEST, _TOPICS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    narratives, items = batch.narratives, items_in(batch)
    # No character takes more than four bytes.
    long = narratives.ends - narratives.starts >= 4 * _ENOUGH_TEXT
    # Where the next section is a chapter, no item stands outside of this one.
    alone = np.append(chapters_of(batch)[1:] > 0, False)
    few = told_in_chapter(batch, 1, among=alone & (items < _FEWEST))
    batch.undetermined[few.rows | not_whole(batch, 1)] = True
    judged = long & (items >= _FEWEST)
    return ~told_in_chapter(batch, 1, *_TOPICS.values(), among=judged).rows
