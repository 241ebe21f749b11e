"""GIK120 fee-statement-missing."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.structure.chapter_conditions import chapter_is_nothing, has_whole_chapter, says
from gikqa.rules.texts import described

_FEES = ("收费", "收取", "缴费", "费用", "信息处理费")


@rule(
    **described("GIK120"),
    needs=("sections", "year"),
    where=~says(_FEES) & has_whole_chapter(6) & ~chapter_is_nothing(6),
)
def fee_statement_missing(report: Report) -> Iterator[Finding]:
    yield Finding(section=6, expected="信息处理费")
