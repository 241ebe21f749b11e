"""The years that a narrative names: 2021年."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gikqa.text.characters import Flags, Ints, character_before, decimal, digits_before
from gikqa.text.rule_batch import RuleBatch

YEAR_DIGITS, LONGEST = 4, 7
"""Digits of a year, and the most that a year with digits too many has."""


class NamedYears(NamedTuple):
    """The numbers printed before 年, an entry for each in reading order.

    `begins`, `marks`: the byte of its first digit, and that of 年. `values`, `many`: the number and
    how many digits it has, `alike`: whether a digit of another script is among them. `rows`,
    `sections`: where it is printed.
    """

    begins: Ints
    marks: Ints
    values: Ints
    many: Ints
    alike: Flags
    sections: Ints
    rows: Ints


def named_years(batch: RuleBatch) -> NamedYears:
    """Every number of four digits or more that is printed before 年, as in 2021年."""
    narratives = batch.narratives
    text = narratives.text
    marks = narratives.places_of("年")
    before, _ = character_before(text, marks, np.zeros_like(marks))
    marks = marks[decimal()[before]]
    values, many = digits_before(text, marks, LONGEST)
    # Digits of another script may be read as well.
    begin, _ = character_before(text, marks - many, np.zeros_like(marks))
    alike = (many < YEAR_DIGITS) & decimal()[begin] | (many == 0)
    numbered = (many >= YEAR_DIGITS) | alike
    marks, values, many, alike = marks[numbered], values[numbered], many[numbered], alike[numbered]
    sections = np.searchsorted(narratives.starts, marks, side="right") - 1
    rows = narratives.rows[sections]
    return NamedYears(marks - many, marks, values, many, alike, sections, rows)
