"""GIK111 period-impossible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Severity, rule
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_FIRST = 2008
"""The first report year began on 1 May, when the Regulations came into force."""


@rule(**described("GIK111"), needs=("year", "period_start", "period_end"))
def period_impossible(report: Report) -> Iterator[Finding]:
    """The statistical period ends before it begins, or is not the calendar year."""
    year = report.year
    start: date = report.column("period_start")
    end: date = report.column("period_end")
    if year < _FIRST:
        return
    backwards = start >= end
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if not backwards:
        if whole and start.year == end.year:
            return  # another year is a slip of the year, not an impossible period
        # A body founded in the year counts from its first day; so did every body in 2008.
        if start.year == year and end == date(year, 12, 31):
            return
    yield Finding(
        observed=f"{start} – {end}",
        expected=f"{date(year, 1, 1)} – {date(year, 12, 31)}",
        severity=Severity.ERROR if backwards else None,
    )
