"""Which reports GIK213 has to judge."""

from __future__ import annotations

import numpy as np

from gikqa.rules.shortcuts.columns import known
from gikqa.rules.tables.amounts import least_limit
from gikqa.rules.tables.gik213_procurement_implausibly_large import _AMOUNT, _PROJECTS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    projects = np.maximum(known(batch, _PROJECTS), 1)
    mask: Flags = known(batch, _AMOUNT) > projects.astype(float) * least_limit("per_project")
    return mask
