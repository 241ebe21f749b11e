"""GIK404 disputes-without-requests."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.columns import known_sum
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_REQUESTS = ("requests.new_received.total", "requests.carried_in.total")
_DISPUTES = (
    "disputes.review.total",
    "disputes.litigation_direct.total",
    "disputes.litigation_after_review.total",
)
_FEWEST = 5
"""A few cases may be about answers of the year before."""


def _has_disputes_only(screening: Screening) -> Flags:
    mask: Flags = (known_sum(screening, _DISPUTES) >= _FEWEST) & (
        known_sum(screening, _REQUESTS) == 0
    )
    return mask


@rule(
    **described("GIK404"),
    needs=("year", *_REQUESTS),
    reads=_DISPUTES,
    screen=_has_disputes_only,
)
def disputes_without_requests(report: Report) -> Iterator[Finding]:
    """Reviews or lawsuits of a year in which no request was received or open."""
    filled = {path: number for path in _DISPUTES if (number := report.cell(path))}
    if sum(filled.values()) >= _FEWEST and not any(report.cell(path) for path in _REQUESTS):
        yield Finding(
            cells=(*_REQUESTS, *filled),
            observed="+".join(str(number) for number in filled.values()),
            expected="0",
        )
