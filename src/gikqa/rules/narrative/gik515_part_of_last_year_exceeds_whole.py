"""GIK515 part-of-last-year-exceeds-whole."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.narrative.gik506_change_differs import changes_of_a_number
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import phrases

_UNIT = "[条件篇次个项份期场]"
_UP, _DOWN = "增加|增长|上升|增多|多", "减少|下降|降低|少"
_WHOLE = rf"(?<![\d.,])(?P<whole>\d{{1,9}})\s?(?P<unit>{_UNIT})[，,（(]\s?"
_REST = (
    rf"(?P<up>{_UP})?(?:{_DOWN})?[加长升降少多低了]{{0,2}}\s?(?P<change>\d{{1,9}})\s?{_UNIT}[)）]?[。，,；;]\s?"
    rf"其中[，,：:]?[^。；，,\d]{{0,24}}?(?P<part>\d{{1,9}})\s?(?P<part_unit>{_UNIT})[，,（(]\s?"
    rf"(?:同比|[比较](?:上年度?|去年|上一年度?)(?:同期)?)(?:(?P<part_up>{_UP})|{_DOWN})了?\s?"
    rf"(?P<part_change>\d{{1,9}})\s?{_UNIT}"
)


@rule(
    **described("GIK515"),
    needs=("sections", "year"),
    find=phrases(changes_of_a_number).after(_WHOLE).then(_REST),
)
def part_of_last_year_exceeds_whole(report: Report) -> Iterator[Finding]:
    for near in report.found:
        before, after = near.before, near.after
        if before["unit"] != after["part_unit"]:
            continue
        grew = near.hit.phrase[-1] in "增升多" or bool(after["up"])
        whole = _year_before(int(before["whole"]), int(after["change"]), grew)
        part = _year_before(int(after["part"]), int(after["part_change"]), bool(after["part_up"]))
        if part > whole >= 0:
            yield finding(
                near.section, near.start, near.end, observed=str(part), expected=f"≤ {whole}"
            )


def _year_before(now: int, change: int, grew: bool) -> int:
    return now - change if grew else now + change
