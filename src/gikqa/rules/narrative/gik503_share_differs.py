"""GIK503 share-differs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Section, rule
from gikqa.rules.narrative.lists import list_finding, words
from gikqa.rules.texts import described
from gikqa.text.quantities import (
    Quantity,
    Relation,
    Span,
    percent_agrees,
    read_narrative,
    sentences_around,
)

if TYPE_CHECKING:
    pass

_NEAR, _REACH, _MOST = 8, 400, 40
_FAR = _REACH + 60
"""What bears on a share stands so close, counted from the word in front of it."""
_PAIR, _NEAR_PART = 24, 12
_NUMERAL = re.compile("[百千分]")
_BETWEEN = frozenset("，,、（( \n约")


def _phrases() -> Iterable[str]:
    found: list[str] = words()["shares"]["phrases"]
    return found


@rule(**described("GIK503"), needs=("sections", "year"), phrases=_phrases)
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
