"""GIK403 lawsuits-after-no-review."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.columns import known
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_REVIEWS = "disputes.review.total"
_LAWSUITS = "disputes.litigation_after_review.total"
_FEWEST = 3
"""One or two may have had their review in the year before."""


def _has_lawsuits_only(screening: Screening) -> Flags:
    mask: Flags = (known(screening, _LAWSUITS) >= _FEWEST) & (known(screening, _REVIEWS) == 0)
    return mask


@rule(**described("GIK403"), needs=("year", _REVIEWS, _LAWSUITS), screen=_has_lawsuits_only)
def lawsuits_after_no_review(report: Report) -> Iterator[Finding]:
    """Lawsuits after a review are counted, and no review is."""
    lawsuits = report.cell(_LAWSUITS) or 0
    if lawsuits >= _FEWEST and not report.cell(_REVIEWS):
        yield Finding(cells=(_LAWSUITS, _REVIEWS), observed=str(lawsuits))
