"""GIK159 report-of-two-bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.structure.periods_told import is_quoted
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_PLACE = "[\u4e00-\u9fff](?<![及和与含由、])"
_PRESENTED = rf"(?:现将|现予?以?公布|现发布|编制|编写|撰写|形成)了?(?:{_PLACE}){{0,14}}"
_OPENED = rf"(?:^|[。\n])\s*(?:{_PLACE}){{0,14}}"
_REPORT = (
    r"(?P<year>\d{2})年度?(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)(?![》”])"
)
_ABOUT_IT = "(?=根据|依据|按照|(?:主要|全文|共)?(?:由|包括|包含|分))"
"""What is said of the report that begins here, and hardly of another one."""
_PUBLISHED = "(?=[，,]?(?:公布|发布|公告|公开|予以|报告|如下|[。：:]|$))"


def _offices() -> Iterable[str]:
    return [f"政府{office}20" for office in ("办公室", "办公厅", "办")]


@rule(
    **described("GIK159"),
    needs=("sections", "publisher", "title"),
    where=column("publisher").matches("人民政府$") & ~column("title").matches("办(?:公[室厅])?"),
    find=either(
        phrases(_offices).after(_PRESENTED).then(_REPORT + _PUBLISHED),
        phrases(_offices).after(_OPENED).then(_REPORT + _ABOUT_IT),
    ),
)
def report_of_two_bodies(report: Report) -> Iterator[Finding]:
    for near in report.found:
        text, start = near.section.text, near.hit.start
        # 《…办公室2021年…报告》 is a document of the office, which the government may count.
        is_own = near.hit.phrase[-2:] + near.after["year"] == str(report.year)
        if near.section.number == 0 and is_own and not is_quoted(text, start):
            yield finding(near.section, start, near.end, expected=report.publisher)
            return
