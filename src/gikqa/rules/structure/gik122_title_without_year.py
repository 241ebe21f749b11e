"""GIK122 title-without-year."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.texts import described

_REPORT = "公开.*(报告|年报)"
_YEAR = r"\p{Nd}[\s\p{Z}]*\p{Nd}|[０-９]|[二贰两].?[〇○OoＯ零0０]|[一二].{0,2}[年]"
"""Any trace of a year, also in Chinese numerals or with letters for digits."""


@rule(
    **described("GIK122"),
    needs=("title", "year"),
    where=column("title").matches(_REPORT) & ~column("title").matches(_YEAR),
)
def title_without_year(report: Report) -> Iterator[Finding]:
    yield Finding(quote=report.title, observed=report.title, expected=f"{report.year}年")
