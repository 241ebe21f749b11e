"""GIK130 fee-unpaid-without-fee."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.columns import known
from gikqa.rules.structure.whole import has_enough
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_UNPAID = "requests.other_fee_unpaid.total"


def _has_unpaid(screening: Screening) -> Flags:
    from gikqa.rules.structure.screening import says

    unpaid: Flags = known(screening, _UNPAID) > 0
    return unpaid & ~says(screening, unpaid, "费")


@rule(**described("GIK130"), needs=("sections", "year", _UNPAID), screen=_has_unpaid)
def fee_unpaid_without_fee(report: Report) -> Iterator[Finding]:
    """Requests were closed for an unpaid fee, and the report says nothing of fees."""
    edition = edition_for(report.year)
    if not report.cell(_UNPAID) or edition is None or not has_enough(edition, report.sections):
        return
    if not any("费" in section.text for section in report.sections):
        yield Finding(cells=(_UNPAID,), observed=str(report.cell(_UNPAID)))
