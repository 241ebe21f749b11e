"""GIK603 carried-out-differs-from-table."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.crosscheck.cells import TOTALS, needed_count
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.requests import about_requests, counted_requests
from gikqa.rules.texts import described

_OUT = "requests.carried_out.total"


@rule(
    **described("GIK603"),
    needs=("sections", "year", _OUT),
    reads=TOTALS,
    find=counted_requests("carried_out", may_precede=True).differing_from(cell(_OUT)),
)
def carried_out_differs_from_table(report: Report) -> Iterator[Finding]:
    carried = needed_count(report, _OUT)
    said = list(about_requests(report))
    values = [one.value for one in said]
    if carried in (*values, sum(values)):
        return
    for one in said:
        yield contradiction(one, observed=str(one.value), expected=str(carried), cells=(_OUT,))
