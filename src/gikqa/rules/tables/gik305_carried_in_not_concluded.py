"""GIK305 carried-in-not-concluded."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.texts import described

_IN = "requests.carried_in.total"
_CONCLUDED = "requests.total_concluded.total"


@rule(**described("GIK305"), needs=("year", _IN, _CONCLUDED), where=cell(_IN) > cell(_CONCLUDED))
def carried_in_not_concluded(report: Report) -> Iterator[Finding]:
    yield Finding(
        cells=(_IN, _CONCLUDED),
        observed=str(report.cell(_CONCLUDED)),
        expected=f"≥ {report.cell(_IN)}",
    )
