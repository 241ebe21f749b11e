"""Which reports GIK112 has to judge."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from gikqa.rules.shortcuts.chapters_in_batch import named_years
from gikqa.rules.structure.gik112_year_slip import _TITLE_YEAR
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports that name another year where one of the slips below can stand."""

    asked = named_years(batch)
    columns = [batch.columns.get(name) for name in ("period_start", "period_end")]
    if None not in columns:
        first, last = (pc.fill_null(pc.year(column), 0).to_numpy() for column in columns)
        asked |= (first == last) & (first != batch.years) & (first > 0)
    titles = batch.columns.get("title")
    if titles is not None:
        pairs = zip(titles.to_pylist(), batch.years.tolist(), strict=True)
        asked |= np.array([_names_another(title or "", year) for title, year in pairs], np.bool_)
    return asked


def _names_another(title: str, year: int) -> bool:
    named = _TITLE_YEAR.findall(title)
    return bool(named) and str(year) not in named
