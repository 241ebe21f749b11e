"""US701 foia-backlog-exceeds-pending."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule, sum_of
from gikqa.rule_texts import described
from gikqa_foia_us import SPECS
from gikqa_foia_us.tracks import TRACKS

_BACKLOG = "foia_backlog.backlogged.requests"
_PENDING = tuple(f"foia_pending.{track}.number" for track in TRACKS)


@rule(
    **described(SPECS, "US701"),
    needs=("year", _BACKLOG, *_PENDING),
    where=cell(_BACKLOG) > sum_of(map(cell, _PENDING)),
)
def backlog_exceeds_pending(report: Report) -> Iterator[Finding]:
    yield Finding(
        cells=(_BACKLOG, *_PENDING),
        observed=str(report.cell(_BACKLOG)),
        expected=f"≤ {sum(report.cell(path) or 0 for path in _PENDING)}",
    )
