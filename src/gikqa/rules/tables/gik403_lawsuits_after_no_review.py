"""GIK403 lawsuits-after-no-review."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.texts import described

_REVIEWS = "disputes.review.total"
_LAWSUITS = "disputes.litigation_after_review.total"
_FEWEST = 3
"""One or two may have had their review in the year before."""


@rule(
    **described("GIK403"),
    needs=("year", _REVIEWS, _LAWSUITS),
    where=(cell(_LAWSUITS) >= _FEWEST) & cell(_REVIEWS).equals(0),
)
def lawsuits_after_no_review(report: Report) -> Iterator[Finding]:
    yield Finding(cells=(_LAWSUITS, _REVIEWS), observed=str(report.cell(_LAWSUITS)))
