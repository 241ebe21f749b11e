"""GIK152 statement-of-a-whole-area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Confidence, Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding, has_any, sentence_around
from gikqa.rules.structure.counted_years import COUNTED
from gikqa.rules.structure.levels import LOWEST, listed
from gikqa.rules.texts import described
from gikqa.text import either, pattern, phrases

_BODIES = "|".join(listed("of_the_county"))
_UNITS = "条件篇份宗次期"
_SUPERIOR = pattern("[省市县区旗州](?!直|级|里)|上级")
_PUBLISHED = pattern("我[县区市旗](?:共|累计|全年)?(?:主动)?公开(?:各类)?政府信息")
_TIME = pattern(
    r"20\d\d年度?|全年|本年度?|截[至止][^，,]{0,12}|其中|[（(][一二三四五六七八九十]+[）)][^，,。]{0,14}"
)
_ANY = r"[\u4e00-\u9fff（()）]{0,4}?"


def _areas() -> Iterable[str]:
    return [f"全{area}" for area in "省市县区旗州"]


def _gathered() -> Iterable[str]:
    return [f"{act}各" for act in ("汇总", "综合", "收集", "根据", "依据")]


def _mine() -> Iterable[str]:
    return [f"我{area}" for area in "省市县区旗州"]


def _governed() -> Iterable[str]:
    return [f"{act}各" for act in listed("governs")]


@rule(
    **described("GIK152"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(f"{LOWEST}|局$"),
    find=either(
        phrases(_areas).then(
            rf"各{_ANY}(?:{_BODIES}|部门|单位)|(?:各级)?(?:行政机关|政府系统)?{COUNTED}"
        ),
        phrases(_mine).then(COUNTED),
        phrases(_governed).then(r"(?:乡镇|镇街|县直|区直|市直|委办局)(?![村社])"),
        phrases(_gathered).then(rf"{_ANY}(?:{_BODIES})"),
    ),
)
def statement_of_a_whole_area(report: Report) -> Iterator[Finding]:
    is_bureau = report.publisher.endswith("局")
    for near in report.found:
        before, after = sentence_around(near.section.text, near.start, near.end)
        governs = before.endswith(tuple(listed("governs"))) or near.hit.phrase in _governed()
        is_made = has_any(listed("made"), before, near.quote, after) and has_any(
            ("报告", "年报"), before, after
        )
        opens_count = near.quote[-1] in _UNITS and not before.strip(" \u3000\n，,")
        # No bureau publishes for its whole district but those that keep the site.
        published = is_bureau and _PUBLISHED.match(near.quote) and not _opens_late(before)
        if published and not has_any(listed("for_all_bodies"), report.publisher):
            yield finding(
                near.section,
                near.start,
                near.end,
                expected=report.publisher,
                confidence=Confidence.HINT,
            )
            continue
        # A bureau has departments and units of its own, and counts for its area.
        if is_bureau and not (is_made and near.quote.endswith(tuple(listed("of_the_county")))):
            continue
        # What a superior does is told with its name: 县政府督促各乡镇.
        governs = governs and not _SUPERIOR.search(before)
        if is_made or opens_count or governs:
            yield finding(near.section, near.start, near.end, expected=report.publisher)


def _opens_late(before: str) -> bool:
    """Whether other words than a time and a comma come before in the sentence."""
    return bool(_TIME.sub("", before).strip(" \u3000\n，,"))
