"""GIK307 other-outcomes-prevail."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.texts import described

_OTHER = "requests.other_misc.total"
_ALL = "requests.total_concluded.total"
_FEWEST = 10


@rule(
    **described("GIK307"),
    needs=("year", _OTHER, _ALL),
    where=(cell(_OTHER) >= _FEWEST) & (cell(_OTHER) * 2 > cell(_ALL)),
)
def other_outcomes_prevail(report: Report) -> Iterator[Finding]:
    concluded = int(report.cell(_ALL) or 0)
    yield Finding(
        cells=(_OTHER, _ALL),
        observed=str(report.cell(_OTHER)),
        expected=f"≤ {concluded // 2}",
        params={"count": str(concluded)},
    )
