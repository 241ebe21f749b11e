"""Which reports GIK110 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.structure.gik110_wrong_edition_form import _FORMS, _OWN, _TABLES
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    asked = np.zeros(batch.rows, np.bool_)
    for wrong in _FORMS:
        for table in _TABLES:
            for path in _OWN[table, wrong]:
                column = batch.columns.get(path)
                if column is not None and column.null_count < len(column):
                    filled = column.is_valid().to_numpy(zero_copy_only=False)
                    asked |= filled & ~batch.governed_by(wrong)
    return asked
