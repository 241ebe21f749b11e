"""GIK604 disputes-differ-from-table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, Undetermined, cell, rule
from gikqa.rules.crosscheck.cases import count_cases
from gikqa.rules.crosscheck.cells import count_at
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.shared.text_around import has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Counted, either, pattern, phrases

_REVIEW = "disputes.review.total"
_DIRECT = "disputes.litigation_direct.total"
_AFTER = "disputes.litigation_after_review.total"
_ALL = (_REVIEW, _DIRECT, _AFTER)
_LISTED = words("crosscheck", "disputes")
_AND = "复议(?:案件|申请)?[、和及与或](?:提起)?(?:行政)?"
"""行政复议和行政诉讼3件: one number for both."""
_BOTH = pattern(rf"{_AND}\Z")
_SOME_AFTER = pattern(
    r"\s?[，,、（(](?:其中)?(?:有|仅|只有)?(?:涉及|涉|属于|因|针对|与|关于|为)[^，,。；;\d]{0,6}信息公开"
)
"""行政复议15件，涉及政府信息公开2件: the first number is of all reviews."""
_REVIEWS, _LAWSUITS = (phrases(_LISTED[kind]) for kind in ("review", "litigation"))


@rule(
    **described("GIK604"),
    needs=("sections", "year"),
    find=either(
        count_cases(_REVIEWS).differing_from(cell(_REVIEW)),
        count_cases(_LAWSUITS).differing_from(cell(_DIRECT) + cell(_AFTER)),
        count_cases(_LAWSUITS.after(_AND)).differing_from(
            cell(_REVIEW) + cell(_DIRECT) + cell(_AFTER)
        ),
    ),
)
def disputes_differ_from_table(report: Report) -> Iterator[Finding]:
    found, unsure = [], False
    for said in report.found:
        if not _is_own(said):
            continue
        cells = _cells(said)
        values = [count_at(report, path) for path in cells]
        least = sum(value for value in values if value is not None)
        complete = None not in values
        if least > said.value or (complete and least != said.value):
            expected = str(least) if complete else f"≥ {least}"
            found.append(
                contradiction(said, observed=str(said.value), expected=expected, cells=cells)
            )
        elif not complete:
            unsure = True
    if unsure and not found:
        raise Undetermined
    yield from found


def _is_own(said: Counted) -> bool:
    """Whether all cases against this body over disclosure are counted, as far as words show it."""
    about = said.section.number == 4 or has_any(("信息公开", "政务公开"), said.sentence)
    after = said.section.text[said.end : said.end + 6]
    return (
        about
        and not has_any(words("crosscheck", "scope")["others"], said.sentence)
        and not has_any(_LISTED["organ"], said.sentence + _before(said))
        and not has_any(_LISTED["other"], said.clause)
        and not has_any(("次", "人", "以上"), after)
        and not _SOME_AFTER.match(said.section.text, said.end)
        and (said.quantity.relation.value == "whole" or _is_first(said))
    )


def _is_first(said: Counted) -> bool:
    """Whether no number stands before it in the sentence, so that 涉及 opens no list of parts."""
    before = re.split("[。；！？\n]", _before(said))[-1]
    return said.quantity.relation.value == "including" and not re.search(r"\d", before)


def _before(said: Counted) -> str:
    return said.section.text[max(0, said.start - 100) : said.start]


def _cells(said: Counted) -> tuple[str, ...]:
    if said.hit.phrase in _LISTED["review"]:
        return (_REVIEW,)
    before = said.section.text[max(0, said.start - 12) : said.start]
    return _ALL if _BOTH.search(before) else (_DIRECT, _AFTER)
