"""GIK844 clause-repeated."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.repeated import said_again
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_LONGEST = 5
"""Characters that the second clause may have more, such as 加强和 or 进一步."""
_TWO_VERBS = pattern("[\u4e00-\u9fff]{2,3}和")


@rule(**described("GIK844"), needs=("sections",), find=said_again(more=_LONGEST))
def clause_repeated(report: Report) -> Iterator[Finding]:
    for again in report.found:
        text = again.section.text
        if text[again.start - 1] not in "，、；。,;":
            continue
        clause = text[again.first : again.start - 1]
        more = again.quote.removesuffix(clause)
        adverbs = words("wording", "GIK844")["adverbs"]
        if not more or more in adverbs or _TWO_VERBS.fullmatch(more):
            yield finding(again.section, again.first, again.end, expected=again.quote)
