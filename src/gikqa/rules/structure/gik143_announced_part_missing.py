"""GIK143 announced-part-missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gikqa import Finding, Report, Section, column, rule
from gikqa.rules.structure.chapters import fold
from gikqa.rules.texts import described
from gikqa.text import pattern, phrases

_FIRST_YEAR_OF_FORM = 2019
"""From then on GIK101 says which chapter of the form is missing."""

_LIST = pattern(
    r"(?:由|包括|包含|分为|涵盖)([^。；\n]{10,300}?)等?(?:[一二三四五六七八九十\d]{1,2}个?|几个?)?$"
)
_PARTED = pattern("[、，,]|以及")
_ENDS = ("部分组成", "部分构成", "个部分", "等部分", "大部分")
_LEAST = 3
"""Parts that are there beside the missing one."""


@rule(
    **described("GIK143"),
    needs=("sections", "year"),
    where=column("year") < _FIRST_YEAR_OF_FORM,
    find=phrases(_ENDS).after("[^第]"),
)
def announced_part_missing(report: Report) -> Iterator[Finding]:
    numbered = [section for section in report.sections if section.number and section.heading]
    for near in report.found:
        if near.section.number:
            continue
        listed = _LIST.search(near.section.text[max(0, near.hit.start - 320) : near.hit.start])
        if listed is None:
            continue
        parts = [_subject(part) for part in _PARTED.split(listed[1])]
        missing = _missing(parts, numbered)
        if missing is not None:
            yield Finding(
                section=0,
                start=near.hit.start,
                end=near.hit.end,
                quote=near.section.text[near.hit.start : near.hit.end],
                observed=numbered[0].heading,
                expected=missing,
            )
            return


def _missing(parts: Sequence[str], numbered: Sequence[Section]) -> str | None:
    """The first part of a list, if the chapters begin with the second and go on like the list."""
    headings = [_subject(section.heading) for section in numbered]
    if len(parts) <= _LEAST or len(headings) < _LEAST or numbered[0].number != 1:
        return None
    if any(parts[0] in heading or heading in parts[0] for heading in headings):
        return None
    pairs = list(zip(parts[1 : 1 + _LEAST], headings, strict=False))
    alike = [part == heading or part in heading or heading in part for part, heading in pairs]
    return parts[0] if all(alike) else None


def _subject(heading: str) -> str:
    """The words of a heading without those that most of them have."""
    return re.sub("政府信息|工作", "", fold(heading))
