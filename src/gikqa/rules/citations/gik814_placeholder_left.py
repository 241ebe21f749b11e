"""GIK814 placeholder-left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Hit, Report, rule
from gikqa.rules.shared.text_around import finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described

_VARIABLE = re.compile(r"\{\{\s{0,2}[\u4e00-\u9fff]{1,12}\s{0,2}\}\}")
_BLANK_DATE = re.compile(r"(?<=[自从至为止于到])[ \u3000]+年[ \u3000]+月[ \u3000]+日")
_CUT = re.compile(r"[A-Za-z0-9Ｘ×/=_-]")
"""Before XX: XXX for a person's name, XX in the address of a page."""
_QUOTES = ("《》", "“”", "〈〉", "「」", "‘’")


def _phrases() -> Iterable[str]:
    listed = words("citations", "GIK814")
    yield from listed["fixed"]
    yield from listed["blank_dates"]
    yield "{{"
    for marks in listed["marks"]:
        yield from (marks + unit for unit in listed["units"])


@rule(**described("GIK814"), needs=("sections",), phrases=_phrases)
def placeholder_left(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        reached = 0
        for hit in hits:
            place = _placeholder(section.text, hit)
            if place is not None and place[0] >= reached:
                reached = place[1]
                told = section.text[slice(*place)].strip("{} \u3000")
                yield finding(section, *place, observed=told)


def _placeholder(text: str, hit: Hit) -> tuple[int, int] | None:
    listed = words("citations", "GIK814")
    if hit.phrase in listed["fixed"]:
        return hit.start, hit.end
    if hit.phrase == "{{":
        variable = _VARIABLE.match(text, hit.start)
        return variable.span() if variable else None
    if hit.phrase in listed["blank_dates"]:
        begin = max(0, hit.start - 8)
        date = _BLANK_DATE.search(text, begin, hit.end + 12)
        # Where reading lost every digit, the dates are not blank in the report.
        seen = date is not None and re.search(r"\d", text) is not None
        return date.span() if date and seen else None
    if _CUT.search(text[max(0, hit.start - 1) : hit.start]):
        return None
    left, right = sentence_around(text, hit.start, hit.end)
    quoted = any(left.rfind(pair[0]) > left.rfind(pair[1]) and pair[1] in right for pair in _QUOTES)
    quoted = quoted or (left.count('"') % 2 == 1 and '"' in right)
    return None if quoted or has_any(listed["permitted"], left, right) else (hit.start, hit.end)
