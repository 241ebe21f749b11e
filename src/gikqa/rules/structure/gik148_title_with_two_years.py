"""GIK148 title-with-two-years."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.texts import described
from gikqa.text import pattern

_REPORT = "公开.*(报告|年报)"
_TWO_YEARS = r"20\d\d年?度?[^-—–－~至到、和与年度]+20\d\d"
_YEAR = pattern(r"(?<![0-9])20\d\d(?![0-9])")
_NO_TITLE = pattern(r"[〔\[【][^〕\]】]*[〕\]】]|[（(][^）)]*[）)]")
"""A number of a document or a date in brackets may be printed in the line of the title."""


@rule(
    **described("GIK148"),
    needs=("title",),
    where=column("title").matches(_REPORT) & column("title").matches(_TWO_YEARS),
)
def title_with_two_years(report: Report) -> Iterator[Finding]:
    years = _YEAR.findall(_NO_TITLE.sub("", report.title or ""))
    if len(years) > 1:
        yield Finding(quote=report.title, observed=report.title)
