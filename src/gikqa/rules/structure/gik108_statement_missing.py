"""GIK108 statement-missing."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.structure.chapter_conditions import has_enough_chapters, has_preamble_that
from gikqa.rules.texts import described
from gikqa.text import pattern

_FORMAL = "条例|国办公开办函|年度报告格式"
"""A preamble that cites what it rests on is the formal one, in which a period is usual."""

_PERIOD = pattern(
    "期限|统计期|时限|起止|1月1日|12月|年底|年末|全年|本年度|上一年度|年度数据|1[-—~～至]12月"
)


@rule(
    **described("GIK108"),
    needs=("sections", "year"),
    where=(column("period_start").is_blank() & column("period_end").is_blank()).provided(
        has_enough_chapters & has_preamble_that(_FORMAL)
    ),
)
def statement_missing(report: Report) -> Iterator[Finding]:
    if not any(_PERIOD.search(section.text) for section in report.sections):
        yield Finding(section=0, expected=f"{report.year}年1月1日 – 12月31日")
