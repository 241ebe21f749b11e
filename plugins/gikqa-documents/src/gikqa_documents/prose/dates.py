"""Dates in a report: its statistical period and its day of publication."""

from __future__ import annotations

from datetime import date

from gikqa.text import pattern
from gikqa_documents.form.characters import squeeze

_DAY = r"(\d{1,2})月(\d{1,2})日(?:\d{1,2}时)?"
_PERIOD = pattern(
    rf"(\d{{4}})年{_DAY}起?[，,]?(?:至|到|—+|－|-|~|～)(?:(?:(\d{{4}})年|同年|当年|本年)?{_DAY})"
)
_OF_DATA = pattern(r"统计|期限|时限|起止|期间|数据|报告期")
_NEAR = 25  # characters between 统计期限 and the dates
# Where sites print digits and 年 or 月 in elements of their own, some tools lose the latter.
_DAMAGED_DAY = pattern(r"(?<!\d)20\d{3,6}[日月]")
_PUBLISHED = pattern(
    r"(?<!更新)(?<!当前)(?<!打印)(?:发布|发文|生成|成文|公开)?(?:日期|时间)[:：]?(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})"
)
# A day that comes first on a line of what sites print under a title.
_UNDER_TITLE = pattern(
    r"[\[【（(]?(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?[\]】）)]?"
    r"(?=\d{1,2}:\d{2}|.{0,40}(?:来源|字体|字号|浏览|点击|阅读))"
)
_ISO_DAY = pattern(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})")


def period_of(text: str) -> tuple[date, date] | None:
    """The first statistical period that a text names; None if it names no possible dates.

    Days that span no whole year may be those of a campaign, unless the text speaks of data.
    """
    flat = squeeze(text)
    for match in _PERIOD.finditer(flat):
        year, month, day, last_year, last_month, last_day = match.groups()
        start = day_of(year, month, day)
        end = day_of(last_year or year, last_month, last_day)
        if start is None or end is None or start > end:
            continue
        whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
        if whole or _OF_DATA.search(flat, max(match.start() - _NEAR, 0), match.start()):
            return start, end
    return None


def damaged_day(text: str) -> str | None:
    """A date that a tool damaged, such as 20211230日; the office did not print it like this."""
    found = _DAMAGED_DAY.search(squeeze(text))
    return found[0] if found else None


def published_on(text: str) -> date | None:
    """A date of publication in a line of the page."""
    flat = squeeze(text)
    match = _PUBLISHED.search(flat) or _UNDER_TITLE.match(flat)
    return day_of(*match.groups()) if match else None


def iso_day(text: str | None) -> date | None:
    """The day at the head of a machine-written date."""
    match = _ISO_DAY.match(text.strip()) if text else None
    return day_of(*match.groups()) if match else None


def day_of(year: str, month: str, day: str) -> date | None:
    """The day, None if the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
