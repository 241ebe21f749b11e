"""GIK159 report-of-two-bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.structure.periods_told import is_quoted
from gikqa.rules.texts import described
from gikqa.text import phrases


def _offices() -> Iterable[str]:
    return [f"政府{office}20" for office in ("办公室", "办公厅", "办")]


@rule(
    **described("GIK159"),
    needs=("sections", "publisher", "title"),
    where=column("publisher").matches("人民政府$") & ~column("title").matches("办(?:公[室厅])?"),
    find=phrases(_offices).then(r"\d{2}年度?(?:政府|政务)?信息公开[^，。；\n]{0,8}(?:报告|年报)"),
)
def report_of_two_bodies(report: Report) -> Iterator[Finding]:
    for near in report.found:
        text = near.section.text
        # 《…办公室2021年…报告》 is a document of the office, which the government may count.
        if near.section.number == 0 and not is_quoted(text, near.start):
            yield finding(near.section, near.start, near.end, expected=report.publisher)
            return
