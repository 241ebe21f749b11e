"""GIK150 last-year-for-report-year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, sentence_around
from gikqa.rules.structure.counted_years import COUNTED, has_word
from gikqa.rules.texts import described
from gikqa.text import pattern, phrases

_COMPARED = pattern("[比较与同和]去年|在去年.{0,12}基础|去年同期|去年相比")
"""Words by which a report shows that 去年 is the year before its own."""


def _phrases() -> Iterable[str]:
    return ["去年"]


@rule(
    **described("GIK150"),
    needs=("sections", "year"),
    find=phrases(_phrases).then(COUNTED),
)
def last_year_for_report_year(report: Report) -> Iterator[Finding]:
    if not any(_COMPARED.search(section.text) for section in report.sections):
        return
    for near in report.found:
        text, start, end = near.section.text, near.hit.start, near.hit.end
        before, after = sentence_around(text, start, end)
        sentence = before + after
        beside = text[start : near.end + len(after)]
        this_year = has_word("this_year", beside) or f"{report.year}年" in sentence
        if not (this_year or _COMPARED.search(f"{before}去年") or has_word("permitted", sentence)):
            yield finding(
                near.section, start, near.end, observed="去年", expected=f"{report.year}年"
            )
