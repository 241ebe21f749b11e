"""Which reports GIK404 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import known_sum
from gikqa.rules.tables.gik404_disputes_without_requests import _DISPUTES, _FEWEST, _REQUESTS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    mask: Flags = (known_sum(batch, _DISPUTES) >= _FEWEST) & (known_sum(batch, _REQUESTS) == 0)
    return mask
