"""GIK404 disputes-without-requests."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, all_of, cell, rule, sum_of
from gikqa.rules.texts import described

_REQUESTS = ("requests.new_received.total", "requests.carried_in.total")
_DISPUTES = (
    "disputes.review.total",
    "disputes.litigation_direct.total",
    "disputes.litigation_after_review.total",
)
_FEWEST = 5
"""A few cases may be about answers of the year before."""


@rule(
    **described("GIK404"),
    needs=("year", *_REQUESTS),
    where=all_of(cell(path).equals(0) for path in _REQUESTS)
    & (sum_of(cell(path).or_zero() for path in _DISPUTES) >= _FEWEST),
)
def disputes_without_requests(report: Report) -> Iterator[Finding]:
    filled = {path: number for path in _DISPUTES if (number := report.cell(path))}
    yield Finding(
        cells=(*_REQUESTS, *filled),
        observed="+".join(str(number) for number in filled.values()),
        expected="0",
    )
