"""GIK840 date-digits-lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.texts import described

_YEARS = range(2008, 2040)
_ENDS_OF_YEAR = ("11", "0101", "1231", "1230")
_CODE = re.compile(r"[\dA-Za-z_/.=-]")
_REACH = 15
"""Two such dates so close together are the two ends of one period."""


def _phrases() -> Iterable[str]:
    for year in _YEARS:
        yield from (f"{year}{month}月" for month in range(1, 13))
        yield from (f"{year}{end}日" for end in _ENDS_OF_YEAR)
        yield from (f"{year}{word}" for word in ("在", "我"))


@rule(**described("GIK840"), needs=("sections",), phrases=_phrases)
def date_digits_lost(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        start = end = -1
        for hit in hits:
            if _CODE.match(section.text[max(0, hit.start - 1) : hit.start]):
                continue
            if start >= 0 and hit.start - end > _REACH:
                yield finding(section, start, end, cause="reading")
                start = -1
            start, end = (hit.start if start < 0 else start), hit.end
        if start >= 0:
            yield finding(section, start, end, cause="reading")
