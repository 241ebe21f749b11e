"""US603 foia-processed-without-staff."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rule_texts import described
from gikqa_foia_us import SPECS

_PROCESSED = "foia_requests.volume.processed"
_STAFF = "foia_resources.personnel.total"
_COSTS = "foia_resources.costs.total"


@rule(
    **described(SPECS, "US603"),
    needs=("year", _PROCESSED),
    reads=(_STAFF, _COSTS),
    where=(cell(_PROCESSED) > 0) & (cell(_STAFF).equals(0) | cell(_COSTS).equals(0)),
)
def processed_without_staff(report: Report) -> Iterator[Finding]:
    yield Finding(
        cells=(*(path for path in (_STAFF, _COSTS) if report.cell(path) == 0), _PROCESSED),
        observed="0",
        expected="> 0",
        params={"processed": str(report.cell(_PROCESSED))},
    )
