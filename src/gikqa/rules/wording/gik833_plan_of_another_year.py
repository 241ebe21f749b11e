"""GIK833 plan-of-another-year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_YEAR = pattern(r"20[0-9]{2}$")
FARTHEST = 3
"""A plan of more years ago is told as history."""


def _phrases() -> Iterable[str]:
    plans: list[str] = words("wording", "GIK833")["plans"]
    return plans


@rule(**described("GIK833"), needs=("sections", "year"), phrases=_phrases)
def plan_of_another_year(report: Report) -> Iterator[Finding]:
    listed = words("wording", "GIK833")
    told = []
    for section, hits in hits_by_section(report):
        for hit in hits:
            printed = _YEAR.search(section.text, max(0, hit.start - 5), hit.start)
            if printed is not None:
                told.append((section, hit, int(printed[0])))
    # Beside the plan of its own year, a report may tell of an earlier one.
    if any(year == report.year for *_, year in told):
        return
    for section, hit, year in told:
        if not report.year - FARTHEST <= year < report.year or year == listed["last_national"]:
            continue
        if not has_any(listed["permitted"], *sentence_around(section.text, hit.start, hit.end)):
            start = hit.start - 4
            yield finding(section, start, hit.end, expected=f"{report.year}{hit.phrase}")
