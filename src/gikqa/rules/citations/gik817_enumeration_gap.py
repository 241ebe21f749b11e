"""GIK817 enumeration-gap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from gikqa import Finding, Hit, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section, stands_free
from gikqa.rules.texts import described
from gikqa.text import pattern

NUMERALS = "一二三四五六七八九十"
"""The numbers of the items, in order."""
_SHORTEST = 3
"""Items that a list must have before a gap in it is believed."""
_FIRST = pattern(r"一[是要则为来方]|首先|其一|第一|（一）|\(一\)|(?:^|\W)(?:一|1)[、.．]|①")
"""The first item of a list, in any way of writing."""


def _phrases() -> Iterable[str]:
    return [f"{numeral}是" for numeral in NUMERALS]


@rule(**described("GIK817"), needs=("sections",), phrases=_phrases)
def enumeration_gap(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        text = section.text
        free = [hit for hit in hits if stands_free(text, hit.start)]
        for run in _runs(text, free):
            gap = _gap(run)
            if gap is None:
                continue
            before, after = gap
            missing = NUMERALS[NUMERALS.index(before.phrase[0]) + 1]
            between = text[before.end : after.start]
            said = re.search(rf"(?:^|\W|第){missing}|{missing}[是要则为来、]", between)
            if not said and not _goes_on(free, run, missing):
                yield finding(section, after.start, after.end, expected=f"{missing}是")
        for hit in _without_first(text, free):
            yield finding(section, hit.start, hit.end, expected=f"{NUMERALS[0]}是")


def _runs(text: str, free: list[Hit]) -> Iterator[list[Hit]]:
    """Lists of one paragraph, each from its 一是 on."""
    run: list[Hit] = []
    for hit in free:
        if hit.phrase[0] == "一" or (run and "\n" in text[run[-1].end : hit.start]):
            yield run
            run = []
        if run or hit.phrase[0] == "一":
            run.append(hit)
    yield run


def _gap(run: list[Hit]) -> tuple[Hit, Hit] | None:
    """The two numbers on both sides of the only gap of a list."""
    numbers = [NUMERALS.index(hit.phrase[0]) for hit in run]
    steps = [after - before for before, after in pairwise(numbers)]
    if len(run) < _SHORTEST or sorted(steps) != [1] * (len(steps) - 1) + [2]:
        return None
    return run[steps.index(2)], run[steps.index(2) + 1]


def _goes_on(free: list[Hit], run: list[Hit], missing: str) -> bool:
    """True if an outer list goes on behind this one: 三是（一是…二是…）四是."""
    return any(
        outer.phrase[0] == missing and inner.phrase[0] == "一"
        for outer, inner in pairwise(free)
        if inner.start <= run[0].start
    )


def _without_first(text: str, free: list[Hit]) -> Iterator[Hit]:
    """Each 二是 that is followed by 三是 and before which no first item of its list stands."""
    open_lists: list[int] = []
    for place, hit in enumerate(free):
        number = NUMERALS.index(hit.phrase[0])
        while number and open_lists and open_lists[-1] != number - 1:
            open_lists.pop()
        if number and open_lists:
            open_lists[-1] = number
            continue
        open_lists.append(number)
        before = text[free[place - 1].end if place else 0 : hit.start]
        goes_on = place + 1 < len(free) and free[place + 1].phrase[0] == NUMERALS[2]
        if number == 1 and goes_on and before.strip() and not _FIRST.search(before):
            in_one_line = "\n" not in text[hit.start - 1 : free[place + 1].start]
            if in_one_line and text[hit.start - 1] in "；;。，,":
                yield hit
