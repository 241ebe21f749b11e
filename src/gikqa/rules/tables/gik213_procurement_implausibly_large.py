"""GIK213 procurement-implausibly-large."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gikqa import Finding, Report, cell, rule
from gikqa.rules.tables.amounts import WAN, limit, limit_of_level, spell
from gikqa.rules.texts import described

_PROJECTS = "disclosure.centralized_procurement.projects"
_AMOUNT = "disclosure.centralized_procurement.amount"


@rule(
    **described("GIK213"),
    needs=("year", _PROJECTS, _AMOUNT),
    where=(cell(_PROJECTS) > 0) & (cell(_AMOUNT) > limit_of_level("per_project") * cell(_PROJECTS)),
)
def procurement_implausibly_large(report: Report) -> Iterator[Finding]:
    amount, projects = Decimal(report.cell(_AMOUNT) or 0), int(report.cell(_PROJECTS) or 0)
    yield Finding(
        cells=(_AMOUNT, _PROJECTS),
        observed=spell(amount),
        expected=f"≤ {limit('per_project', report.level) * projects}",
        params={"count": str(projects)},
        proposal=((_AMOUNT, spell(amount / WAN)),),
    )
