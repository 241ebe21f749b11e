"""GIK130 fee-unpaid-without-fee."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.structure.chapter_conditions import has_enough_chapters, says
from gikqa.rules.texts import described

_UNPAID = "requests.other_fee_unpaid.total"


@rule(
    **described("GIK130"),
    needs=("sections", "year", _UNPAID),
    where=(cell(_UNPAID) > 0) & ~says(["费"]) & has_enough_chapters,
)
def fee_unpaid_without_fee(report: Report) -> Iterator[Finding]:
    yield Finding(cells=(_UNPAID,), observed=str(report.cell(_UNPAID)))
