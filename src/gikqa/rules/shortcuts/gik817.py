"""Which reports GIK817 has to judge.

Most lists leave out no number. To read all of these reports takes
0.05 ms a report.
"""

from __future__ import annotations

import numpy as np

from gikqa.rules.citations.gik817_enumeration_gap import NUMERALS
from gikqa.text.characters import Flags, alphanumeric, character_before
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with two successive items of one chapter between which one number is missing.

    And reports with a second item that does not follow a first one at once.
    """
    hits, text = batch.found, batch.narratives.text
    before, _ = character_before(text, hits.starts, batch.section_starts)
    free = ~alphanumeric()[before]
    items = hits.told(lambda phrase: NUMERALS.index(phrase[0]))
    sections, items = hits.sections[free], items[free]
    gaps = (sections[1:] == sections[:-1]) & (items[1:] - items[:-1] == 2)
    asked = np.zeros(batch.rows, np.bool_)
    asked[hits.rows[free][1:][gaps]] = True
    orphans = items == 1
    orphans[1:] &= (sections[1:] != sections[:-1]) | (items[:-1] != 0)
    asked[hits.rows[free][orphans]] = True
    return asked
