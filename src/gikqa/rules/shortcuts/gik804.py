"""Which reports GIK804 has to judge."""

from __future__ import annotations

from gikqa.rules.citations.surroundings import words
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    return batch.rows_of(~batch.found.are(words("GIK804")["right"]))
