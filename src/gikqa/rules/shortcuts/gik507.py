"""Which reports GIK507 has to judge.

Most reports give each quantity once, which contradicts nothing. Without this shortcut all of them
are read, which takes 0.05 ms a report.
"""

from __future__ import annotations

import numpy as np

from gikqa.rules.narrative.gik507_quantity_told_twice import UNITS, kinds_of_phrases
from gikqa.text.characters import BLANKS, Flags, character_at, decimal, flags_of, skip
from gikqa.text.rule_batch import RuleBatch

_FILLERS = 8


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports in which numbers of one measure may follow two phrases for one quantity."""
    found, text = batch.found, batch.narratives.text
    kinds = list(dict.fromkeys(kinds_of_phrases().values()))
    of_words = np.zeros(len(found.phrases), np.int64)
    for place in np.unique(found.words).tolist():
        of_words[place] = kinds.index(kinds_of_phrases()[found.phrases[place]])
    fillers = flags_of([*"数量总共计为办件事项：:", *BLANKS])
    digits = skip(text, found.ends, fillers, _FILLERS)
    first, _ = character_at(text, digits)
    after = skip(text, digits, decimal(), 10)
    unit, _ = character_at(text, skip(text, after, flags_of(BLANKS), 1))
    units = np.zeros(1 << 16, np.int64)
    units[[ord(each) for each in UNITS]] = np.arange(1, len(UNITS) + 1)
    counted = decimal()[first] & (units[unit] > 0)
    of_rows = (found.rows * len(kinds) + of_words[found.words]) * len(UNITS) + units[unit] - 1
    twice, times = np.unique(of_rows[counted], return_counts=True)
    asked = batch.rows_of(fillers[first])  # with more fillers than were passed over
    asked[twice[times > 1] // (len(kinds) * len(UNITS))] = True
    return asked
