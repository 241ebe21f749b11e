"""GIK615 all-concluded-with-pending."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.crosscheck.bodies import is_of_an_office
from gikqa.rules.crosscheck.cells import needed_count
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.phrases import phrases_of
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, pattern, phrases

_OUT = "requests.carried_out.total"
_REQUESTS = pattern("依申请公开|信息公开申请|公开申请")
_REACH = 100
"""The requests carried over may be named in the sentence after."""


@rule(
    **described("GIK615"),
    needs=("sections", "year", "publisher", _OUT),
    where=cell(_OUT).differs(0),
    find=phrases(phrases_of("all_concluded")),
)
def all_concluded_with_pending(report: Report) -> Iterator[Finding]:
    carried = str(needed_count(report, _OUT))
    for near in report.found:
        if _is_of_all(report, near):
            yield contradiction(near, observed=carried, expected="0", cells=(_OUT,))


def _is_of_all(report: Report, near: Near) -> bool:
    """Whether all requests of this body are said to be concluded, and none to be left."""
    text = near.section.text
    left, _ = sentence_around(text, near.start, near.end)
    # What is pending of reviews and lawsuits is another matter.
    after = re.split("复议|诉讼", text[near.end : near.end + _REACH])[0]
    listed = words("crosscheck", "all_concluded")
    silent = [*listed["others"], *words("crosscheck", "scope")["others"]]
    return (
        _REQUESTS.search(left) is not None
        and not has_any(listed["due"], left[-6:])
        and not has_any(silent, left)
        and not is_of_an_office(report, left)
        and not has_any(listed["told"], left + after)
    )
