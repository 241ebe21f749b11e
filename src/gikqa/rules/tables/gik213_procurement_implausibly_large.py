"""GIK213 procurement-implausibly-large."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gikqa import Finding, Report, rule
from gikqa.rules.tables.amounts import WAN, limit, spell
from gikqa.rules.texts import described

_PROJECTS = "disclosure.centralized_procurement.projects"
_AMOUNT = "disclosure.centralized_procurement.amount"


@rule(
    **described("GIK213"),
    needs=("year", _PROJECTS, _AMOUNT),
    reads=("level",),
)
def procurement_implausibly_large(report: Report) -> Iterator[Finding]:
    """A project of central procurement cost on average more than projects do."""
    amount, projects = report.cell(_AMOUNT), report.cell(_PROJECTS)
    if not amount or not projects:
        return
    most = limit("per_project", report.level) * projects
    if amount > most:
        yield Finding(
            cells=(_AMOUNT, _PROJECTS),
            observed=spell(amount),
            expected=f"≤ {most}",
            params={"count": str(projects)},
            proposal=((_AMOUNT, spell(Decimal(amount) / WAN)),),
        )
