"""GIK111 period-impossible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gikqa import Finding, Report, Severity, column, rule
from gikqa.rules.texts import described

_FIRST = 2008
"""The first report year began on 1 May, when the Regulations came into force."""

_year, _start, _end = column("year"), column("period_start"), column("period_end")
_IS_BACKWARDS = _start >= _end
_ENDS_WITH_YEAR = _end.month().equals(12) & _end.day().equals(31)
_BEGINS_WITH_YEAR = _start.month().equals(1) & _start.day().equals(1)
# Another year is a slip of the year, not an impossible period.
_IS_WHOLE = _BEGINS_WITH_YEAR & _ENDS_WITH_YEAR & _start.year().equals(_end.year())
# A body founded in the year counts from its first day; so did every body in 2008.
_IS_REST_OF_YEAR = _ENDS_WITH_YEAR & _start.year().equals(_year) & _end.year().equals(_year)


@rule(
    **described("GIK111"),
    needs=("year", "period_start", "period_end"),
    where=(_year >= _FIRST) & (_IS_BACKWARDS | ~(_IS_WHOLE | _IS_REST_OF_YEAR)),
)
def period_impossible(report: Report) -> Iterator[Finding]:
    yield Finding(
        observed=f"{report.column('period_start')} – {report.column('period_end')}",
        expected=f"{date(report.year, 1, 1)} – {date(report.year, 12, 31)}",
        severity=Severity.ERROR if report.holds(_IS_BACKWARDS) else None,
    )
