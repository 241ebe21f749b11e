"""GIK502 of-which-exceeds-whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Confidence, Finding, Report, Section, Severity, rule
from gikqa.rules.narrative.lists import LISTS, exceeding, is_near
from gikqa.rules.shared.text_around import finding, has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Enumeration, Scope

_REACH = 80
_BESIDE = 16
_NOW = (Scope.NONE, Scope.THIS_YEAR, Scope.CUMULATIVE)
_FAMILY = ("信息", "政府信息", "文件", "解读", None)
"""Nouns of which one may be counted under the name of another."""


@rule(**described("GIK502"), needs=("sections", "year"), find=LISTS)
def of_which_exceeds_whole(report: Report) -> Iterator[Finding]:
    for each in report.found:
        section, found = each.section, each.list
        # Anything but 其中 may begin a remark about another matter.
        if found.marker != "其中" or not is_near(section, found) or found.mixed_units:
            continue
        for place in exceeding(found):
            severity = _verdict(section, found, place)
            if severity is not None:
                part, total = found.parts[place], found.total
                is_hint = severity is Severity.INFO
                yield finding(
                    section,
                    total.start,
                    part.end,
                    observed=part.text,
                    expected=f"≤ {total.text}",
                    severity=severity if is_hint else None,
                    confidence=Confidence.HINT if is_hint else None,
                )


def _verdict(section: Section, found: Enumeration, place: int) -> Severity | None:
    """A warning for the first part, a hint for a later one, which may be beside the list."""
    part, total = found.parts[place], found.total
    if not {part.scope, total.scope} <= set(_NOW) or _is_of_all(section, found):
        return None
    before = section.text[max(0, part.start - _BESIDE) : part.start]
    if has_any(words("narrative", "lists")["no_parts"], re.split("[，。；、中]", before)[-1]):
        return None
    if place == 0 and part.noun == total.noun and part.unit == total.unit:
        return Severity.WARNING
    others, inside = found.sum - part.value, section.text[total.end : part.start]
    is_beside = others == total.value or "；" in inside or ";" in inside
    # Of a single part it is said that it is one, whatever it is called.
    named = (
        {total.noun}
        if len(found.parts) == 1 and part.unit == total.unit
        else {part.noun, total.noun}
    )
    if is_beside or not named <= set(_FAMILY):
        return None
    return Severity.INFO


def _is_of_all(section: Section, found: Enumeration) -> bool:
    """Whether the parts make a number further up: 批准8件，退回1件，其中甲3件、乙5件."""
    before = section.text[max(0, found.total.start - _REACH) : found.total.start]
    sentence = re.split("[。！？\n]", before)[-1]
    numbers = [int(number) for number in re.findall(r"(?<![\d.])\d{1,9}(?![\d.])", sentence)]
    return found.sum in numbers or found.sum - found.total.value in numbers
