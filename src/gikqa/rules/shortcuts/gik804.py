"""Which reports GIK804 has to judge.

Most reports print the maxim as it should be. To read all of these reports takes
0.01 ms a report.
"""

from __future__ import annotations

from gikqa.rules.shared.words import words
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with a wording that is not one of the right ones."""
    return batch.rows_of(~batch.found.are(words("citations", "GIK804")["right"]))
