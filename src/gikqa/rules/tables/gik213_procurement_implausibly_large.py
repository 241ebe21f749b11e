"""GIK213 procurement-implausibly-large."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from gikqa import Finding, Report, rule
from gikqa.rules.columns import known
from gikqa.rules.tables.amounts import WAN, least_limit, limit, spell
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_PROJECTS = "disclosure.centralized_procurement.projects"
_AMOUNT = "disclosure.centralized_procurement.amount"


def _is_large(screening: Screening) -> Flags:
    projects = np.maximum(known(screening, _PROJECTS), 1)
    mask: Flags = known(screening, _AMOUNT) > projects.astype(float) * least_limit("per_project")
    return mask


@rule(
    **described("GIK213"),
    needs=("year", _PROJECTS, _AMOUNT),
    reads=("level",),
    screen=_is_large,
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
