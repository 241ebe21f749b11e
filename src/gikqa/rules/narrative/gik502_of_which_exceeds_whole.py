"""GIK502 of-which-exceeds-whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, Section, rule
from gikqa.rules.narrative.lists import LISTS, exceeding, is_near
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import Enumeration, Scope

_REACH = 80
_NOW = (Scope.NONE, Scope.THIS_YEAR)


@rule(**described("GIK502"), needs=("sections", "year"), find=LISTS)
def of_which_exceeds_whole(report: Report) -> Iterator[Finding]:
    for each in report.found:
        section, found = each.section, each.list
        # Anything but 其中 may begin a remark about another matter.
        if found.marker != "其中" or not is_near(section, found) or found.mixed_units:
            continue
        for place in exceeding(found):
            part, total = found.parts[place], found.total
            same_matter = part.noun == total.noun and {part.scope, total.scope} <= set(_NOW)
            if same_matter and place == 0 and not _is_of_all(section, found):
                yield finding(
                    section, total.start, part.end, observed=part.text, expected=f"≤ {total.text}"
                )


def _is_of_all(section: Section, found: Enumeration) -> bool:
    """Whether the parts make a number further up: 批准8件，退回1件，其中甲3件、乙5件."""
    before = section.text[max(0, found.total.start - _REACH) : found.total.start]
    sentence = re.split("[。！？\n]", before)[-1]
    numbers = [int(number) for number in re.findall(r"(?<![\d.])\d{1,9}(?![\d.])", sentence)]
    return found.sum in numbers or found.sum - found.total.value in numbers
