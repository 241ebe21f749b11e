"""Which reports GIK503 has to judge."""

from __future__ import annotations

import re
from itertools import combinations, groupby

import numpy as np

from gikqa.rules.narrative.gik503_share_differs import _FAR, _NEAR_PART, _PAIR
from gikqa.rules.narrative.lists import shares_behind
from gikqa.text.characters import Flags
from gikqa.text.quantities import Span, numbers_printed
from gikqa.text.rule_batch import RuleBatch

_PART = re.compile(
    r"(?<![\d.,，万亿\s~至到—–-])(\d{1,9})"
    r"[^\d\s.,，、（(。；约万亿百千十]{1,6}[，,、（( \n约]{0,4}$"
)


_SHARE = re.compile(r"[^\d。；]{0,12}?(\d{1,3}(?:\.\d{1,4})?)\s?[%％]")


_LIKE_A_NUMBER = re.compile("[〇○零一二两三四五六七八九十百千万亿廿卅]|\\d")


_NO_QUOTES = str.maketrans(dict.fromkeys("《“‘「『", "|"))


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports in which two shares of a line may be of one whole, printed in front of them."""
    narratives, hits = batch.narratives, batch.found
    data = narratives.data
    shares, _ = shares_behind(batch)
    places = np.flatnonzero(shares)
    asked = np.zeros(batch.rows, np.bool_)
    for section, found in groupby(places.tolist(), key=lambda place: int(hits.sections[place])):
        group = list(found)
        begin = int(narratives.starts[section])
        wholes: list[tuple[tuple[float, float, int], int]] = []
        for place in group:
            start, end = int(hits.starts[place]), int(hits.ends[place])
            whole = _whole_of(*narratives.around(start, end, _PAIR, _PAIR))
            if whole is not None:
                wholes.append((whole, start))
        for (one, first), (other, second) in combinations(wholes, 2):
            # Shares of different lines are held against different wholes.
            if b"\n" in data[first : second - 4 * _PAIR] or not _may_be_of_one(one, other):
                continue
            # The number of the first share may stand at the end of the line before.
            line = max(begin, data.rfind(b"\n", begin, max(begin, first - 4 * _PAIR)))
            # A whole stands close in front of the first share of the line.
            origin = min(start for start in hits.starts[group].tolist() if start >= line)
            before, _ = narratives.around(second, second, second - origin + _FAR, 1)
            if not (one[2] and other[2]) or any(
                _is_of(whole, one, other) for whole in _numbers_in(before)
            ):
                asked[narratives.rows[section]] = True
    return asked


def _may_be_of_one(one: tuple[float, float, int], other: tuple[float, float, int]) -> bool:
    both = one[2] + other[2]
    same = one[0] <= other[1] and other[0] <= one[1]
    return same or one[0] <= both <= one[1] or other[0] <= both <= other[1]


def _is_of(whole: float, one: tuple[float, float, int], other: tuple[float, float, int]) -> bool:
    """Whether both shares can be of a number, or one where it is both numbers together."""
    fits = (one[0] <= whole <= one[1]) + (other[0] <= whole <= other[1])
    return fits == 2 or (fits == 1 and whole == one[2] + other[2])


def _numbers_in(text: str) -> list[float]:
    """Every number in a piece of a text, in quotation marks or not: one may be open before it."""
    bare = text.translate(_NO_QUOTES)
    return [float(one.value) for one in numbers_printed(bare, Span(0, len(bare)))]


def _whole_of(before: str, behind: str) -> tuple[float, float, int] | None:
    """Between what numbers the whole lies that a share is of, and its part; None if it has none."""
    share = _SHARE.match(behind)
    if share is None:
        return 0.0, float("inf"), 0
    part = _PART.search(before)
    if part is None:
        return (0.0, float("inf"), 0) if _LIKE_A_NUMBER.search(before[-_NEAR_PART:]) else None
    count, value = int(part[1]), float(share[1])
    if not count:
        return None
    # Twice the last place covers rounding, cutting off and the slack that is allowed.
    slack = 2 * 10.0 ** -len(share[1].partition(".")[2])
    most = 100 * count / (value - slack) if value > slack else float("inf")
    return 100 * count / (value + slack), most, count
