"""GIK113 published-before-period-end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from gikqa import Confidence, Finding, Report, rule
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_AUTUMN = 9
"""A date before this month rather belongs to the report of the year before."""


@rule(**described("GIK113"), needs=("year", "published_on"))
def published_before_period_end(report: Report) -> Iterator[Finding]:
    """The report was published before the year that it reports on was over."""
    published: date = report.column("published_on")
    end = date(report.year, 12, 31)
    if published.year == report.year and published < end:
        yield Finding(
            observed=published.isoformat(),
            expected=f"≥ {end}",
            confidence=None if published.month >= _AUTUMN else Confidence.HINT,
        )
