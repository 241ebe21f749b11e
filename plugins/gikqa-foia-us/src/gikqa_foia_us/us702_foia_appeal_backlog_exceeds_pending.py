"""US702 foia-appeal-backlog-exceeds-pending."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rule_texts import described
from gikqa_foia_us import SPECS

_BACKLOG = "foia_backlog.backlogged.appeals"
_PENDING = "foia_appeals.volume.pending_end"


@rule(
    **described(SPECS, "US702"),
    needs=("year", _BACKLOG, _PENDING),
    where=cell(_BACKLOG) > cell(_PENDING),
)
def appeal_backlog_exceeds_pending(report: Report) -> Iterator[Finding]:
    yield Finding(
        cells=(_BACKLOG, _PENDING),
        observed=str(report.cell(_BACKLOG)),
        expected=f"≤ {report.cell(_PENDING)}",
    )
