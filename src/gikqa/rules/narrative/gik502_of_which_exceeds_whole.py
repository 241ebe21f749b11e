"""GIK502 of-which-exceeds-whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, rule
from gikqa.quantities import Scope
from gikqa.rules.narrative.lists import (
    exceeding,
    is_near,
    list_finding,
    lists_of,
    lists_to_read,
    openers,
)
from gikqa.rules.texts import described

if TYPE_CHECKING:
    from gikqa.screens import Flags, Screening

_NOW = (Scope.NONE, Scope.THIS_YEAR)


def _screen(screening: Screening) -> Flags:
    return screening.rows_of(lists_to_read(screening))


@rule(**described("GIK502"), needs=("sections", "year"), phrases=openers, screen=_screen)
def of_which_exceeds_whole(report: Report) -> Iterator[Finding]:
    """A part is more than the total that it is a part of."""
    for section, found in lists_of(report):
        # Anything but 其中 may begin a remark about another matter.
        if found.marker != "其中" or not is_near(section, found) or found.mixed_units:
            continue
        for place in exceeding(found):
            part, total = found.parts[place], found.total
            same_matter = part.noun == total.noun and {part.scope, total.scope} <= set(_NOW)
            if same_matter and place == 0:
                yield list_finding(
                    section, total.start, part.end, observed=part.text, expected=f"≤ {total.text}"
                )
