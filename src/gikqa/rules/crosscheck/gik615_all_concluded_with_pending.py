"""GIK615 all-concluded-with-pending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.citations.surroundings import sentence_around
from gikqa.rules.crosscheck.bodies import is_of_an_office
from gikqa.rules.crosscheck.statements import count_at, has_any, phrases_of, words
from gikqa.rules.texts import described

_OUT = "requests.carried_out.total"
_REQUESTS = re.compile("依申请公开|信息公开申请|公开申请")
_REACH = 100
"""The requests carried over may be told in the sentence behind."""


def _phrases() -> Iterable[str]:
    return phrases_of("all_concluded")


@rule(
    **described("GIK615"),
    needs=("sections", "year", "publisher", _OUT),
    phrases=_phrases,
)
def all_concluded_with_pending(report: Report) -> Iterator[Finding]:
    """All requests are said to be concluded, and the table carries some into the next year."""
    carried = count_at(report, _OUT)
    if carried is None:
        raise Undetermined
    if not carried:
        return
    listed = words()["all_concluded"]
    for hit in report.hits:
        section = report.sections[hit.index]
        text = section.text
        left, _ = sentence_around(text, hit.start, hit.end)
        # What is pending of reviews and lawsuits is another matter.
        behind = re.split("复议|诉讼", text[hit.end : hit.end + _REACH])[0]
        silent = [*listed["others"], *words()["scope"]["others"]]
        if (
            _REQUESTS.search(left)
            and not has_any(left[-6:], listed["due"])
            and not has_any(left, silent)
            and not is_of_an_office(report, left)
            and not has_any(left + behind, listed["told"])
        ):
            yield Finding(
                cells=(_OUT,),
                section=section.number,
                start=hit.start,
                end=hit.end,
                quote=hit.phrase,
                observed=str(carried),
                expected="0",
            )
