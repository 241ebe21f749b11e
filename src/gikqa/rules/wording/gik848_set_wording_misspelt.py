"""GIK848 set-wording-misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.rules.wording.near_misses import near_misses
from gikqa.text import phrases


@rule(**described("GIK848"), needs=("sections",), find=phrases(near_misses))
def set_wording_misspelt(report: Report) -> Iterator[Finding]:
    for near in report.found:
        expected = near_misses()[near.hit.phrase]
        yield finding(near.section, near.start, near.end, expected=expected)
