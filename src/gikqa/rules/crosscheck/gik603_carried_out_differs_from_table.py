"""GIK603 carried-out-differs-from-table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.crosscheck.statements import TOTALS, about_requests, count_at, phrases_of
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_OUT = "requests.carried_out.total"


def _phrases() -> Iterable[str]:
    return phrases_of("carried_out")


@rule(
    **described("GIK603"),
    needs=("sections", "year", _OUT),
    reads=TOTALS,
    phrases=_phrases,
)
def carried_out_differs_from_table(report: Report) -> Iterator[Finding]:
    """The requests pending at the end of the year are not those of the table."""
    carried = count_at(report, _OUT)
    if carried is None:
        raise Undetermined
    said = list(about_requests(report, may_precede=True))
    values = [one.value for one in said]
    if carried in (*values, sum(values)):
        return
    for one in said:
        yield one.finding(expected=str(carried), cells=(_OUT,))
