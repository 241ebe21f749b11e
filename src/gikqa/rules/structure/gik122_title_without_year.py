"""GIK122 title-without-year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.texts import described

_REPORT = "公开.*(报告|年报)"
_YEAR = r"\d\s*\d|[０-９]|[二贰两].?[〇○OoＯ零0０]|[一二].{0,2}[年]"
"""Any trace of a year, also in Chinese numerals or with letters for digits."""


@rule(**described("GIK122"), needs=("title", "year"))
def title_without_year(report: Report) -> Iterator[Finding]:
    """The title does not say which year the report is of."""
    title = report.title or ""
    if re.search(_REPORT, title) and not re.search(_YEAR, title):
        yield Finding(quote=title, observed=title, expected=f"{report.year}年")
