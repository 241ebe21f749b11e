"""Which reports GIK609 has to judge."""

from __future__ import annotations

import pyarrow.compute as pc

from gikqa.rules.crosscheck.gik609_carried_in_differs_from_table import _IN
from gikqa.text.characters import Flags, digits_at
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports in which something else than the number of the table stands behind a phrase."""
    values, _ = digits_at(batch.narratives.text, batch.found.ends)
    printed = pc.fill_null(batch.columns[_IN], -2).to_numpy(zero_copy_only=False)
    return batch.rows_of(values != printed[batch.found.rows])
