"""GIK403 lawsuits-after-no-review."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.texts import described

_REVIEWS = "disputes.review.total"
_LAWSUITS = "disputes.litigation_after_review.total"
_FEWEST = 3
"""One or two may have had their review in the year before."""


@rule(**described("GIK403"), needs=("year", _REVIEWS, _LAWSUITS))
def lawsuits_after_no_review(report: Report) -> Iterator[Finding]:
    """Lawsuits after a review are counted, and no review is."""
    lawsuits = report.cell(_LAWSUITS) or 0
    if lawsuits >= _FEWEST and not report.cell(_REVIEWS):
        yield Finding(cells=(_LAWSUITS, _REVIEWS), observed=str(lawsuits))
