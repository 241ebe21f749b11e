"""GIK162 accounts-of-report-year."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, has_any, sentence_around
from gikqa.rules.structure.counted_years import WORDS
from gikqa.rules.texts import described
from gikqa.text import phrases

_OF_A_YEAR = (
    r"(?<!\d)(20\d\d)年度?(?:(?!预算|上年|上一年|去年)[\u4e00-\u9fff“”（）]){0,11}"
    "(?<![预及和与“（])"
)
"""The year whose accounts they are; with the budget of the same year nothing is clear."""


@rule(
    **described("GIK162"),
    needs=("sections", "year"),
    find=phrases(["决算"]).after(_OF_A_YEAR),
)
def accounts_of_report_year(report: Report) -> Iterator[Finding]:
    listed = WORDS["accounts"]
    for near in report.found:
        if near.before[1] != str(report.year):
            continue
        before, after = sentence_around(near.section.text, near.start, near.end)
        if has_any(listed["published"], before) and not has_any(listed["permitted"], before, after):
            expected = f"{report.year - 1}{near.quote[4:]}"
            yield finding(near.section, near.start, near.end, expected=expected)
