"""GIK307 other-outcomes-prevail."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.texts import described

_OTHER = "requests.other_misc.total"
_ALL = "requests.total_concluded.total"
_FEWEST = 10


@rule(**described("GIK307"), needs=("year", _OTHER, _ALL))
def other_outcomes_prevail(report: Report) -> Iterator[Finding]:
    """More than half of the requests ended in the row for whatever fits no other row."""
    other, concluded = report.cell(_OTHER) or 0, report.cell(_ALL) or 0
    if other >= _FEWEST and 2 * other > concluded:
        yield Finding(
            cells=(_OTHER, _ALL),
            observed=str(other),
            expected=f"≤ {int(concluded) // 2}",
            params={"count": str(concluded)},
        )
