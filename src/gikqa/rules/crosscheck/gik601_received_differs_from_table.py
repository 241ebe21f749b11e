"""GIK601 received-differs-from-table."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.crosscheck.bodies import repeats_the_table
from gikqa.rules.crosscheck.cells import TOTALS, needed_count
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.requests import about_requests, counted_requests
from gikqa.rules.texts import described

_NEW = "requests.new_received.total"
_CARRIED = "requests.carried_in.total"


@rule(
    **described("GIK601"),
    needs=("sections", "year", _NEW, _CARRIED),
    reads=TOTALS,
    find=counted_requests("received").differing_from(cell(_NEW), cell(_NEW) + cell(_CARRIED)),
)
def received_differs_from_table(report: Report) -> Iterator[Finding]:
    new, carried = needed_count(report, _NEW), needed_count(report, _CARRIED)
    said = list(about_requests(report))
    values = [one.value for one in said]
    if not {new, new + carried}.isdisjoint({*values, sum(values)}):
        return  # another number counts something narrower, or all of them together are the whole
    expected = f"{new}" if not carried else f"{new} / {new} + {carried}"
    for one in said:
        if not repeats_the_table(report, one, (new, new + carried)):
            yield contradiction(
                one, observed=str(one.value), expected=expected, cells=(_NEW, _CARRIED)
            )
