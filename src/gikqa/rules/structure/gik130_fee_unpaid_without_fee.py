"""GIK130 fee-unpaid-without-fee."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.whole import has_enough
from gikqa.rules.texts import described

_UNPAID = "requests.other_fee_unpaid.total"


@rule(**described("GIK130"), needs=("sections", "year", _UNPAID), where=cell(_UNPAID) > 0)
def fee_unpaid_without_fee(report: Report) -> Iterator[Finding]:
    """Requests were closed for an unpaid fee, and the report says nothing of fees."""
    edition = edition_for(report.year)
    if edition is None or not has_enough(edition, report.sections):
        return
    if not any("费" in section.text for section in report.sections):
        yield Finding(cells=(_UNPAID,), observed=str(report.cell(_UNPAID)))
