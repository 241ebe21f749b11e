"""GIK149 notice-of-another-report-year."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.structure.year_conditions import names_notice_of_another_year
from gikqa.rules.texts import described
from gikqa.text import pattern

_NOTICE = pattern(
    r"(?<!\d)((20\d\d)年度?[\u4e00-\u9fff]{0,24}?(?:年度(?:工作)?报告|年报|工作报告)"
    r"[\u4e00-\u9fff、]{0,24}?(?:通知|提纲))"
)
_FARTHEST = 3
"""A notice of more years ago laid down a form, which is still used."""


@rule(
    **described("GIK149"),
    needs=("sections", "year"),
    where=names_notice_of_another_year,
)
def notice_of_another_report_year(report: Report) -> Iterator[Finding]:
    year = report.year
    for section in report.sections:
        cited = list(_NOTICE.finditer(section.text)) if section.number == 0 else []
        # Beside the notice of its own year a report may cite an earlier one.
        if any(int(notice[2]) == year for notice in cited):
            return
        for notice in cited:
            if 0 < year - int(notice[2]) <= _FARTHEST:
                yield finding(
                    section,
                    notice.start(),
                    notice.end(),
                    expected=f"{year}{notice[1][4:]}",
                )
