"""Which reports GIK832 has to judge.

Few chapters have a sentence that ends with the subject. To read all of these reports takes
0.03 ms a report.
"""

from __future__ import annotations

import numpy as np

from gikqa.rules.shared.words import words
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with a subject and an ending in one chapter."""
    found = batch.found
    endings = frozenset(words("wording", "GIK832")["endings"])
    ends = np.isin(found.words, [at for at, word in enumerate(found.phrases) if word in endings])
    return batch.rows_of(ends & np.isin(found.sections, found.sections[~ends]))
