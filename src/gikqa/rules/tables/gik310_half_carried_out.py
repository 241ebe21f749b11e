"""GIK310 half-carried-out."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule, sum_of
from gikqa.rules.texts import described

_OUT = "requests.carried_out.total"
_IN = ("requests.new_received.total", "requests.carried_in.total")
_FEWEST = 20
"""A few may have come in the last days of the year."""


@rule(
    **described("GIK310"),
    needs=("year", _OUT, *_IN),
    where=(cell(_OUT) >= _FEWEST) & (cell(_OUT) * 2 > sum_of(map(cell, _IN))),
)
def half_carried_out(report: Report) -> Iterator[Finding]:
    handled = int(sum(report.cell(path) or 0 for path in _IN))
    yield Finding(
        cells=(_OUT, *_IN),
        observed=str(report.cell(_OUT)),
        expected=f"≤ {handled // 2}",
        params={"count": str(handled)},
    )
