"""What the narrative itself tells about where its publisher belongs: the place it keeps naming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from gikqa import Hit
from gikqa_locale.gazetteer import MUNICIPALITIES, Division, gazetteer
from gikqa_locale.names import bearers_of

# A report names its own prefecture, or counties of it, more often than all others together.
ENOUGH_MENTIONS = 4
SHARE = 0.8


def place_told(hits: Sequence[Hit], year: int) -> Division | None:
    """The county or prefecture that nearly all full names in a text belong to, if there is one."""
    named = [division for hit in hits if (division := _only_bearer(hit.phrase, year)) is not None]
    for code, times in Counter(map(_around, named)).most_common(1):
        if times < ENOUGH_MENTIONS or times < SHARE * len(named):
            return None
        counties = {each for each in named if _around(each) == code and each.code != code}
        return next(iter(counties)) if len(counties) == 1 else gazetteer().of_code(code, year)
    return None


def _around(division: Division) -> str:
    """The code of the prefecture, or of the whole municipality."""
    if division.code[:2] in MUNICIPALITIES:
        return division.province_code
    return division.code[:4] + "00"


@lru_cache(maxsize=65_536)
def _only_bearer(phrase: str, year: int) -> Division | None:
    bearers = [each.division for each in bearers_of(phrase, year) if each.is_full_name]
    only = bearers[0] if len(bearers) == 1 else None
    if only is None or (only.level == "province" and only.code[:2] not in MUNICIPALITIES):
        return None
    return only
