"""Which reports GIK841 has to judge.

Most numbers have a measure word. To read all of these reports takes
0.03 ms a report.
"""

from __future__ import annotations

from gikqa.text.characters import Flags, character_at, decimal, digits_at, flags_of
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports in which a mark, a stop or 其中 follows a number without a measure word."""
    hits, text = batch.found, batch.narratives.text
    _, ends = digits_at(text, hits.ends - 1)
    behind, _ = character_at(text, ends)
    bare = (flags_of("，,；;。其") | decimal())[behind]
    named = hits.told(lambda phrase: phrase.endswith(("其中", "占"))) > 0
    return batch.rows_of(bare | named)
