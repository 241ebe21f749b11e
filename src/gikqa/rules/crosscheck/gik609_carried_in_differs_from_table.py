"""GIK609 carried-in-differs-from-table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Hit, Report, Undetermined, rule
from gikqa.rules.citations.surroundings import sentence_around
from gikqa.rules.crosscheck.bodies import is_of_an_office
from gikqa.rules.crosscheck.statements import (
    TOTALS,
    count_at,
    counts_others,
    has_any,
    of_year,
    phrases_of,
    words,
)
from gikqa.rules.texts import described

_IN = "requests.carried_in.total"
_COUNT = re.compile(
    r"(?:的|办理|政府信息公开|信息公开|依申请公开|公开|申请|案件|件数|数量|数|共|为|有|[：:]|\s)*"
    r"(\d{1,6})\s?件(?![次数])"
)
_NOUN = re.compile("复议|诉讼|申请")
_ABOUT = re.compile("依申请公开|信息公开申请|公开申请")
_REACH = 30


def _phrases() -> Iterable[str]:
    return phrases_of("carried_in")


@rule(
    **described("GIK609"),
    needs=("sections", "year", "publisher", _IN),
    reads=TOTALS,
    phrases=_phrases,
)
def carried_in_differs_from_table(report: Report) -> Iterator[Finding]:
    """The requests carried in from the year before are not those of the table."""
    carried = count_at(report, _IN)
    if carried is None:
        raise Undetermined
    said = [(hit, found) for hit in report.hits if (found := _said(report, hit))]
    if any(int(found[1]) == carried for _, found in said):
        return
    for hit, found in said:
        section = report.sections[hit.index]
        yield Finding(
            cells=(_IN,),
            section=section.number,
            start=hit.start,
            end=found.end(),
            quote=section.text[hit.start : found.end()],
            observed=found[1],
            expected=str(carried),
        )


def _said(report: Report, hit: Hit) -> re.Match[str] | None:
    """The number of all requests of this body that were carried in, if it is told here."""
    text = report.sections[hit.index].text
    found = _COUNT.match(text, hit.end, hit.end + _REACH)
    if found is None or not of_year(hit, report.year - 1):
        return None
    left, right = sentence_around(text, hit.start, hit.end)
    nouns = _NOUN.findall(left)
    # 行政复议3件，其中上年结转1件 counts reviews.
    if nouns[-1:] not in ([], ["申请"]) or not _ABOUT.search(left + right):
        return None
    if is_of_an_office(report, left):
        return None
    clause = re.split("[，,；;、（(：:]", left)[-1]
    listed = words()["carried_in"]
    sentence = left + right
    if has_any(sentence, listed["others"]) or has_any(clause, listed["some"]):
        return None
    return None if counts_others(report, text, sentence, hit.start, found.end()) else found
