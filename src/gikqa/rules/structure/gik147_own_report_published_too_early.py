"""GIK147 own-report-published-too-early."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, sentence_around
from gikqa.rules.structure.year_conditions import names_day_of_its_year
from gikqa.rules.texts import described
from gikqa.text import pattern

_DAY = pattern(
    r"(?<![自从为至到—－~-])(20\d\d)年([123])月(?:(\d{1,2})[日号]|底|末)?(?:之前|以前|前)?"
)
_PUT_OUT = pattern(r"[，,]?[^，,。；;]{0,30}?(?:公布|发布|公开|上传|刊登|挂网)")
_OWN_REPORT = (
    r"{year}年度?(?:[\u4e00-\u9fff]{{0,12}}信息公开)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
)
_ANY_REPORT = pattern("[本该]?(?:年度报告|年报|报告)")


@rule(
    **described("GIK147"),
    needs=("sections", "year"),
    where=names_day_of_its_year,
)
def own_report_published_too_early(report: Report) -> Iterator[Finding]:
    year = report.year
    own = re.compile(_OWN_REPORT.format(year=year))
    for section in report.sections:
        for day in _DAY.finditer(section.text):
            if int(day[1]) != year:
                continue
            before, after = sentence_around(section.text, day.start(), day.end())
            # The report that is named has to be this one, and no other.
            others = _ANY_REPORT.findall(own.sub("", before + after))
            if own.search(before + after) and not others and _PUT_OUT.match(after):
                yield finding(
                    section,
                    day.start(),
                    day.end(),
                    expected=f"≥ {date(year + 1, 1, 1)}",
                )
