"""GIK609 carried-in-differs-from-table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.crosscheck.bodies import counts_others, is_of_an_office
from gikqa.rules.crosscheck.cells import TOTALS, needed_count
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.phrases import is_of_year, phrases_of
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, pattern, phrases

_IN = "requests.carried_in.total"
_COUNT = (
    r"(?:的|办理|政府信息公开|信息公开|依申请公开|公开|申请|案件|件数|数量|数|共|为|有|[：:]|\s)*"
    r"(\d{1,6})\s?件(?![次数])"
)
_NOUN = pattern("复议|诉讼|申请")
_ABOUT = pattern("依申请公开|信息公开申请|公开申请")
_REACH = 30


@rule(
    **described("GIK609"),
    needs=("sections", "year", "publisher", _IN),
    reads=TOTALS,
    find=phrases(phrases_of("carried_in")).then(_COUNT, within=_REACH).differing_from(cell(_IN)),
)
def carried_in_differs_from_table(report: Report) -> Iterator[Finding]:
    carried = needed_count(report, _IN)
    said = [near for near in report.found if _is_of_all(report, near)]
    if any(int(near.after[1]) == carried for near in said):
        return
    for near in said:
        yield contradiction(near, observed=near.after[1], expected=str(carried), cells=(_IN,))


def _is_of_all(report: Report, near: Near) -> bool:
    """Whether all requests of this body that were carried in are counted."""
    if not is_of_year(near.hit, report.year - 1):
        return False
    left, right = sentence_around(near.section.text, near.hit.start, near.hit.end)
    nouns = _NOUN.findall(left)
    # 行政复议3件，其中上年结转1件 counts reviews.
    if nouns[-1:] not in ([], ["申请"]) or not _ABOUT.search(left + right):
        return False
    if is_of_an_office(report, left):
        return False
    clause = re.split("[，,；;、（(：:]", left)[-1]
    listed = words("crosscheck", "carried_in")
    if has_any(listed["others"], left + right) or has_any(listed["some"], clause):
        return False
    return not counts_others(report, near, left + right)
