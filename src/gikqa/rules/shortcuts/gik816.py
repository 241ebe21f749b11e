"""Which reports GIK816 has to judge.

Nearly all title marks are in pairs. To read all of these reports takes
0.06 ms a report.
"""

from __future__ import annotations

import numpy as np

from gikqa.rules.citations.gik816_title_mark_mismatch import CLOSING, LONGEST
from gikqa.text.characters import Flags
from gikqa.text.citations import titles_of
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with a closing mark and no open title before it in its sentence."""
    hits, data = batch.found, batch.narratives.data
    opening, closing, stop = (mark.encode() for mark in ("《", CLOSING, "。"))
    closes = hits.are((CLOSING,))
    asked = batch.rows_of(~closes)
    titles = batch.fact(titles_of)
    numbers = titles.numbers_at(data, hits.ends[closes])
    is_title = np.array([bool(title) and "。" not in title for title in titles.distinct], np.bool_)
    places = np.flatnonzero(closes)[~is_title[numbers]]
    for row, end, begin in zip(
        hits.rows[places].tolist(),
        hits.starts[places].tolist(),
        batch.section_starts[places].tolist(),
        strict=True,
    ):
        # Less than the rule looks at: a title that is open here is open in the whole, too.
        left = max(begin, end - LONGEST)
        sentence = data[left:end].rpartition(stop)[2]
        asked[row] |= sentence.count(opening) <= sentence.count(closing)
    return asked
