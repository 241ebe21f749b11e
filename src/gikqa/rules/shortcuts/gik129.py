"""Which reports GIK129 has to judge."""

from __future__ import annotations

from gikqa.rules.shortcuts.columns import matching
from gikqa.rules.structure.gik129_publisher_without_place import _NAMELESS, _PLACES
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    nameless, places = (matching(batch, "publisher", one) for one in (_NAMELESS, _PLACES))
    mask: Flags = nameless & ~places
    return mask
