"""Which reports name a year at a place where another year is a slip."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from gikqa import Condition
from gikqa.text.characters import (
    BLANKS,
    Flags,
    character_before,
    decimal,
    digits_before,
    ends_with,
    flags_of,
    skip,
    skip_back,
)
from gikqa.text.rule_batch import RuleBatch

_YEAR_DIGITS, _LONG = 4, 7


def _named_years(batch: RuleBatch) -> Flags:
    """Row → whether another year than the report's own is named at such a place.

    These are: any place of the preamble, the beginning of a chapter or item, after 截至 and 完成.
    A year with more than four digits is one of them anywhere.
    """
    narratives = batch.narratives
    text, flags = narratives.text, np.zeros(batch.rows, np.bool_)
    marks = narratives.places_of("年")
    before, _ = character_before(text, marks, np.zeros_like(marks))
    marks = marks[decimal()[before]]
    values, many = digits_before(text, marks, _LONG)
    # Digits of another script may be read as well.
    begin, _ = character_before(text, marks - many, np.zeros_like(marks))
    alike = (many < _YEAR_DIGITS) & decimal()[begin] | (many == 0)
    numbered = (many >= _YEAR_DIGITS) | alike
    marks, values, many, alike = marks[numbered], values[numbered], many[numbered], alike[numbered]
    sections = np.searchsorted(narratives.starts, marks, side="right") - 1
    rows, starts = narratives.rows[sections], narratives.starts[sections]
    other = (values % 10_000 != batch.years[rows]) | alike
    begins = marks - many
    leads = ends_with(text, begins, starts, ("截至", "截止", "完成", "完成了"))
    opening = begins <= skip(text, starts, flags_of(BLANKS), _LONG)
    mark, _ = character_before(
        text, skip_back(text, begins, starts, flags_of(" \t\xa0\u3000"), _LONG), starts
    )
    opening |= flags_of("。：:\n")[mark] & (narratives.numbers[sections] == 1)
    suspect = other & ((narratives.numbers[sections] == 0) | leads | opening | alike)
    flags[rows[suspect | (many > _YEAR_DIGITS)]] = True
    return flags


names_year_of_a_slip = Condition(
    ("sections", "year"), lambda batch: pa.array(_named_years(batch), pa.bool_())
)
"""Whether the narrative names another year at a place where that may be a slip."""
