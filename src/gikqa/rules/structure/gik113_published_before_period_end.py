"""GIK113 published-before-period-end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gikqa import Confidence, Finding, Report, column, rule
from gikqa.rules.texts import described

_AUTUMN = 9
"""A date before this month rather belongs to the report of the year before."""

_published = column("published_on")
_LAST_DAY = _published.month().equals(12) & _published.day().equals(31)


@rule(
    **described("GIK113"),
    needs=("year", "published_on"),
    where=_published.year().equals(column("year")) & ~_LAST_DAY,
)
def published_before_period_end(report: Report) -> Iterator[Finding]:
    published: date = report.column("published_on")
    yield Finding(
        observed=published.isoformat(),
        expected=f"≥ {date(report.year, 12, 31)}",
        confidence=None if published.month >= _AUTUMN else Confidence.HINT,
    )
