"""Which reports GIK309 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import blank, known
from gikqa.rules.tables.gik309_applicants_blank import _KINDS, _TOTAL
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    found = known(batch, _TOTAL) > 0
    for path in _KINDS:
        found &= blank(batch, path) & (path in batch.columns)
    mask: Flags = found
    return mask
