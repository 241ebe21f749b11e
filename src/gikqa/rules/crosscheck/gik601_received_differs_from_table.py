"""GIK601 received-differs-from-table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.crosscheck.statements import (
    TOTALS,
    about_requests,
    count_at,
    phrases_of,
    tells_the_whole,
)
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_NEW = "requests.new_received.total"
_CARRIED = "requests.carried_in.total"


def _phrases() -> Iterable[str]:
    return phrases_of("received")


@rule(
    **described("GIK601"),
    needs=("sections", "year", _NEW, _CARRIED),
    reads=TOTALS,
    phrases=_phrases,
)
def received_differs_from_table(report: Report) -> Iterator[Finding]:
    """The requests received in the narrative are not those of the table."""
    new, carried = count_at(report, _NEW), count_at(report, _CARRIED)
    if new is None or carried is None:
        raise Undetermined
    said = list(about_requests(report))
    values = [one.value for one in said]
    if not {new, new + carried}.isdisjoint({*values, sum(values)}):
        return  # another number counts something narrower, or all of them together are the whole
    for one in said:
        if tells_the_whole(report, one, (new, new + carried)):
            continue
        expected = f"{new}" if not carried else f"{new} / {new} + {carried}"
        yield one.finding(expected=expected, cells=(_NEW, _CARRIED))
