"""Which reports GIK123 has to judge."""

from __future__ import annotations

import re

import numpy as np
import pyarrow.compute as pc

from gikqa.rules.structure.gik123_superseded_chapter import _PHRASE
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Where a heading or a preamble has one of the phrases."""
    narratives = batch.narratives
    of_heading = [re.search(_PHRASE, one) is not None for one in narratives.distinct_headings]
    chosen: Flags = np.array(of_heading, np.bool_)[narratives.heading_numbers]
    preambles = narratives.numbers == 0
    found = pc.match_substring_regex(narratives.texts(preambles), _PHRASE)
    chosen[preambles] |= found.to_numpy(zero_copy_only=False)
    return batch.rows_of_sections(chosen)
