"""Which reports GIK804 has to judge."""

from __future__ import annotations

from gikqa.rules.shared.words import words
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return batch.rows_of(~batch.found.are(words("citations", "GIK804")["right"]))
