"""The phrases of a statement, some of which name a year."""

from __future__ import annotations

from collections.abc import Sequence

from gikqa import Hit
from gikqa.rules.shared.words import words
from gikqa.text import pattern

_YEARS = range(2009, 2032)
_YEAR = pattern(r"\d{4}")


def phrases_of(statement: str) -> Sequence[str]:
    """The phrases listed for a statement; those with a year, for every year."""
    listed = words("crosscheck", statement)
    dated = listed.get("dated", ())
    return [*listed["phrases"], *(each.format(year=year) for each in dated for year in _YEARS)]


def is_of_year(hit: Hit, year: int) -> bool:
    """Whether a phrase names this year or none."""
    named = _YEAR.search(hit.phrase)
    return named is None or int(named[0]) == year
