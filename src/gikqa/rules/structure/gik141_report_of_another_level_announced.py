"""GIK141 report-of-another-level-announced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Confidence, Finding, Report, Severity, column, rule
from gikqa.rules.shared.text_around import has_any
from gikqa.rules.structure.levels import listed
from gikqa.rules.texts import described
from gikqa.text import pattern

_LOWEST = "(?:镇人民政府|乡人民政府|街道办事处|苏木人民政府)$"
_ANNOUNCED = pattern(
    r"(?:公布|发布|公开|报告|现将)([\u4e00-\u9fff]{1,12}?[县区市旗])(?:人民政府)?(20\d\d)年度?$"
)
_ASKED_FOR = pattern("[》」]|(?:的|编制|编写|工作|发布|有关|格式){0,3}(?:通知|要求|安排|部署|事项)")
_OWN = pattern("[镇乡]|街道|苏木")
_REACH = 30


def _phrases() -> Iterable[str]:
    return ["政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作报告"]


@rule(
    **described("GIK141"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(f"{_LOWEST}|局$"),
    phrases=_phrases,
)
def report_of_another_level_announced(report: Report) -> Iterator[Finding]:
    is_bureau = report.publisher.endswith("局")
    # These publish the report of their government.
    if is_bureau and has_any(listed("for_all_bodies"), report.publisher):
        return
    for hit in report.hits:
        text = report.sections[hit.index].text
        begin = max(0, hit.start - _REACH)
        said = _ANNOUNCED.search(text[begin : hit.start]) if not hit.section else None
        if said is None or _OWN.search(said[1]) or _ASKED_FOR.match(text, hit.end):
            continue
        start = begin + said.start(1)
        yield Finding(
            section=hit.section,
            start=start,
            end=hit.end,
            quote=text[start : hit.end],
            observed=said[1],
            expected=report.publisher,
            severity=Severity.INFO if is_bureau else None,
            confidence=Confidence.HINT if is_bureau else None,
        )
        return
