"""GIK503 share-differs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from gikqa import Finding, Report, Section, rule
from gikqa.rules.narrative.lists import list_finding, shares_behind, words
from gikqa.rules.texts import described
from gikqa.text.quantities import (
    Quantity,
    Relation,
    Span,
    numbers_printed,
    percent_agrees,
    read_narrative,
    sentences_around,
)

if TYPE_CHECKING:
    from gikqa.text.characters import Flags
    from gikqa.text.rule_batch import Screening

_NEAR, _REACH, _MOST = 8, 400, 40
_FAR = _REACH + 60
"""What bears on a share stands so close, counted from the word in front of it."""
_PAIR, _NEAR_PART = 24, 12
_PART = re.compile(
    r"(?<![\d.,，万亿\s~至到—–-])(\d{1,9})"
    r"[^\d\s.,，、（(。；约万亿百千十]{1,6}[，,、（( \n约]{0,4}$"
)
_SHARE = re.compile(r"[^\d。；]{0,12}?(\d{1,3}(?:\.\d{1,4})?)\s?[%％]")
_NUMERAL = re.compile("[百千分]")
_LIKE_A_NUMBER = re.compile("[〇○零一二两三四五六七八九十百千万亿廿卅]|\\d")
_BETWEEN = frozenset("，,、（( \n约")
_NO_QUOTES = str.maketrans(dict.fromkeys("《“‘「『", "|"))


def _phrases() -> Iterable[str]:
    found: list[str] = words()["shares"]["phrases"]
    return found


def _screen(screening: Screening) -> Flags:
    """Reports in which two shares of a line may be of one whole, printed in front of them."""
    narratives, hits = screening.narratives, screening.found
    data = narratives.data
    shares, _ = shares_behind(screening)
    places = np.flatnonzero(shares)
    asked = np.zeros(screening.rows, np.bool_)
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


@rule(**described("GIK503"), needs=("sections", "year"), phrases=_phrases, screen=_screen)
def share_differs(report: Report) -> Iterator[Finding]:
    """A percentage is not that of its number, where the others of its list tell the whole."""
    for index, hits in groupby(report.hits, key=lambda hit: hit.index):
        section = report.sections[index]
        places = [hit.start for hit in hits if _is_followed_by_a_share(section.text, hit.end)]
        if len(places) < 2:  # of one share alone nothing tells what whole it is of
            continue
        left = sentences_around(section.text, max(0, places[0] - _FAR)).start
        right = sentences_around(section.text, min(len(section.text), places[-1] + _FAR)).end
        stretch = Span(left, right)
        yield from _of_section(
            section, read_narrative(section.text, report.year, stretch).quantities
        )


def _is_followed_by_a_share(text: str, end: int) -> bool:
    behind = text[end : end + _PAIR]
    return "%" in behind or "％" in behind or _NUMERAL.search(behind) is not None


def _of_section(section: Section, quantities: tuple[Quantity, ...]) -> Iterator[Finding]:
    pairs = [
        (count, share) for count, share in pairwise(quantities) if _is_pair(section, count, share)
    ]
    groups: defaultdict[int, list[tuple[Quantity, Quantity]]] = defaultdict(list)
    for pair in pairs:
        groups[section.text.count("\n", 0, pair[0].start)].append(pair)
    for group in groups.values():
        whole = _whole(group, quantities)
        if whole is None:
            continue
        wholes = _near(quantities, group)
        for count, share in group:
            if not any(percent_agrees(count.value, one, share) for one in wholes):
                yield list_finding(
                    section,
                    count.start,
                    share.end,
                    observed=share.text,
                    expected=f"{count.value} / {whole.value} = {_percent(count, whole)}%",
                )


def _is_pair(section: Section, count: Quantity, share: Quantity) -> bool:
    between = section.text[count.end : share.start]
    return (
        share.is_percent
        and not share.is_vague
        and not count.is_vague
        and not count.is_percent
        and share.relation is Relation.SHARE
        and between.lstrip("".join(_BETWEEN)) in words()["shares"]["whole"]
    )


def _whole(
    group: list[tuple[Quantity, Quantity]], quantities: tuple[Quantity, ...]
) -> Quantity | None:
    """The printed total of which all shares but one are shares, at least two and not of zero.

    Where the numbers make up the total, one share that fits shows that the other does not.
    """
    fitting = []
    for one in _totals(quantities, group):
        fits = [c for c, s in group if c.value and percent_agrees(c.value, one.value, s)]
        counts = [count.value for count, _ in group if count.value]
        complete = len(counts) == 2 and sum(counts) == one.value
        if len(fits) >= 2 - complete and len(fits) >= len(counts) - 1:
            fitting.append(one)
    return fitting[-1] if fitting else None


def _totals(
    quantities: tuple[Quantity, ...], group: list[tuple[Quantity, Quantity]]
) -> list[Quantity]:
    first = group[0][0]
    before = [one for one in quantities if first.start - _REACH < one.start < first.start]
    return [one for one in before[-_MOST:] if one.unit == first.unit and not one.is_vague]


def _near(quantities: tuple[Quantity, ...], group: list[tuple[Quantity, Quantity]]) -> list[int]:
    """Every number that a share may have been taken of."""
    start, end = group[0][0].start - _REACH, group[-1][1].end + _REACH
    listed = sum(count.value for count, _ in group)
    near = [one.value for one in quantities if start < one.start < end and not one.is_percent]
    return [int(value) for value in (*near, listed) if value]


def _percent(count: Quantity, whole: Quantity) -> str:
    return f"{float(count.value) * 100 / float(whole.value):.2f}"
