"""Which reports GIK816 has to judge."""

from __future__ import annotations

from gikqa.rules.citations.gik816_title_mark_mismatch import _CLOSING, _LONGEST
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with a mark that closes a title where none seems to be open in its sentence."""
    hits, data = batch.found, batch.narratives.data
    opening, closing, stop = (mark.encode() for mark in ("《", _CLOSING, "。"))
    closes = hits.are((_CLOSING,))
    asked = batch.rows_of(~closes)
    for row, end, begin in zip(
        *(of.tolist() for of in (hits.rows[closes], hits.starts[closes])),
        batch.section_starts[closes].tolist(),
        strict=True,
    ):
        # A part of what the rule looks at: if a mark stays open there, one does in the whole.
        left = max(begin, end - _LONGEST)
        opened = data.rfind(opening, left, end)
        if opened < 0 or data.find(closing, opened, end) > 0 or data.find(stop, opened, end) > 0:
            sentence = data[left:end].rpartition(stop)[2]
            asked[row] |= sentence.count(opening) <= sentence.count(closing)
    return asked
