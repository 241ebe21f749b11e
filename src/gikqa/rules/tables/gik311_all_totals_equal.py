"""GIK311 all-totals-equal."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, how_many, rule
from gikqa.rules.forms import TOTALS_OF_REQUESTS
from gikqa.rules.texts import described

_DONE = "requests.total_concluded.total"
_FEWEST = 6
"""In a table that adds up, at most five can be equal: the requests received, carried in, concluded
and carried out, and one outcome. With a sixth, two outcomes are each equal to their sum."""

_SAME = how_many(cell(path).equals(cell(_DONE)) for path in TOTALS_OF_REQUESTS)


@rule(
    **described("GIK311"),
    needs=(_DONE,),
    where=(cell(_DONE) > 0)
    & (_SAME >= _FEWEST)
    & _SAME.equals(how_many(cell(path) > 0 for path in TOTALS_OF_REQUESTS)),
)
def all_totals_equal(report: Report) -> Iterator[Finding]:
    cells = tuple(path for path in TOTALS_OF_REQUESTS if report.cell(path))
    yield Finding(cells=cells, observed=str(report.cell(_DONE)), params={"count": str(len(cells))})
