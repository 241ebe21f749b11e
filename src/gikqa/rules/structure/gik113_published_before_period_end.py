"""GIK113 published-before-period-end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from gikqa import Confidence, Finding, Report, rule
from gikqa.rules.texts import described

if TYPE_CHECKING:
    from gikqa.text.characters import Flags
    from gikqa.text.rule_batch import Screening

_AUTUMN = 9
"""A date before this month rather belongs to the report of the year before."""


def _screen(screening: Screening) -> Flags:
    import pyarrow.compute as pc

    published = pc.fill_null(pc.year(screening.columns["published_on"]), 0).to_numpy()
    asked: Flags = published == screening.years
    return asked


@rule(**described("GIK113"), needs=("year", "published_on"), screen=_screen)
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
