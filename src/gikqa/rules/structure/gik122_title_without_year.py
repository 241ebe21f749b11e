"""GIK122 title-without-year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.columns import matching
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_REPORT = "公开.*(报告|年报)"
_YEAR = r"\d\s*\d|[０-９]|[二贰两].?[〇○OoＯ零0０]|[一二].{0,2}[年]"
"""Any trace of a year, also in Chinese numerals or with letters for digits."""


def _lacks_a_year(screening: Screening) -> Flags:
    mask: Flags = matching(screening, "title", _REPORT) & ~matching(screening, "title", _YEAR)
    return mask


@rule(**described("GIK122"), needs=("title", "year"), screen=_lacks_a_year)
def title_without_year(report: Report) -> Iterator[Finding]:
    """The title does not say which year the report is of."""
    title = report.title or ""
    if re.search(_REPORT, title) and not re.search(_YEAR, title):
        yield Finding(quote=title, observed=title, expected=f"{report.year}年")
