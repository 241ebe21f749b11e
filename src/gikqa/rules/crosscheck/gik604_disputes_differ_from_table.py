"""GIK604 disputes-differ-from-table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Hit, Report, Undetermined, rule
from gikqa.rules.crosscheck.statements import Statement, count_at, counted, has_any, words
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_REVIEW = "disputes.review.total"
_DIRECT = "disputes.litigation_direct.total"
_AFTER = "disputes.litigation_after_review.total"
_BOTH = re.compile(r"复议(?:案件|申请)?(?:、|和|及|与|或)(?:提起)?(?:行政)?\Z")


_SOME_BEHIND = re.compile(
    r"\s?[，,、（(](?:其中)?(?:有|仅|只有)?(?:涉及|涉|属于|因|针对|与|关于|为)[^，,。；;\d]{0,6}信息公开"
)
"""行政复议15件，涉及政府信息公开2件: the first number is of all reviews."""


def _phrases() -> Iterable[str]:
    return [*words()["disputes"]["review"], *words()["disputes"]["litigation"]]


@rule(
    **described("GIK604"),
    needs=("sections", "year"),
    reads=(_REVIEW, _DIRECT, _AFTER),
    phrases=_phrases,
)
def disputes_differ_from_table(report: Report) -> Iterator[Finding]:
    """Reviews or lawsuits in the narrative are not those of the table."""
    found, unsure = [], False
    for hit in sorted(report.hits, key=lambda hit: (hit.index, hit.start)):
        said = counted(report, hit)
        if said is None or not _is_own(said):
            continue
        cells = _cells(said, hit)
        values = [count_at(report, cell) for cell in cells]
        least = sum(value for value in values if value is not None)
        complete = None not in values
        if least > said.value or (complete and least != said.value):
            expected = str(least) if complete else f"≥ {least}"
            found.append(said.finding(expected=expected, cells=cells))
        elif not complete:
            unsure = True
    if unsure and not found:
        raise Undetermined
    yield from found


def _is_own(said: Statement) -> bool:
    """Whether all cases against this body over disclosure are counted, as far as words tell."""
    about = said.section.number == 4 or has_any(said.sentence, ("信息公开", "政务公开"))
    behind = said.section.text[said.end : said.end + 6]
    return (
        about
        and not has_any(said.sentence, words()["scope"]["others"])
        and not has_any(said.sentence + _before(said), words()["disputes"]["organ"])
        and not has_any(said.clause, words()["disputes"]["other"])
        and not has_any(behind, ("次", "人", "以上"))
        and not _SOME_BEHIND.match(said.section.text, said.end)
        and (said.quantity.relation.value == "whole" or _is_first(said))
    )


def _is_first(said: Statement) -> bool:
    """Whether no number stands before it in the sentence, so that 涉及 opens no list of parts."""
    before = re.split("[。；！？\n]", _before(said))[-1]
    return said.quantity.relation.value == "including" and not re.search(r"\d", before)


def _before(said: Statement) -> str:
    return said.section.text[max(0, said.start - 100) : said.start]


def _cells(said: Statement, hit: Hit) -> tuple[str, ...]:
    if hit.phrase in words()["disputes"]["review"]:
        return (_REVIEW,)
    front = said.section.text[max(0, said.start - 12) : said.start]
    return (_REVIEW, _DIRECT, _AFTER) if _BOTH.search(front) else (_DIRECT, _AFTER)
