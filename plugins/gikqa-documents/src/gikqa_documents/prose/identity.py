"""The title of a report, and the days that it names: its period and its publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gikqa_documents.labels import simplified, squeeze
from gikqa_documents.prose.publisher import name_in_title

_TITLE_END = re.compile(
    r"(?:信息|政务)公开.{0,12}(?:报告|年报)表?(?:[（(][^（）()]*[)）])?(?:的?(?:公告|公示|通告))?$|公开年报$"
)
_TITLE_LONGEST = 60
_SITE = re.compile(r"(?:[-_|–—]+[^-_|–—]{2,32})+$")
_HEAD_LONGEST = 300  # characters of a <title>; the name of a site adds a few dozen to a title
_FILE = re.compile(r"\.(?:docx?|pdf|wps|html?)$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)\s*年?度?")
_YEAR_IN_WORDS = re.compile(r"二[〇○零Oo0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
_DIGITS = {"〇": 0, "○": 0, "零": 0} | {word: n for n, word in enumerate("一二三四五六七八九", 1)}
_DAY = r"(\d{1,2})月(\d{1,2})日(?:\d{1,2}时)?"
_PERIOD = re.compile(
    rf"(\d{{4}})年{_DAY}起?[，,]?(?:至|到|—+|－|-|~|～)(?:(?:(\d{{4}})年|同年|当年|本年)?{_DAY})"
)
_OF_DATA = re.compile(r"统计|期限|时限|起止|期间|数据|报告期")
_NEAR = 25  # characters between 统计期限 and the dates
# Where sites print digits and 年 or 月 in elements of their own, some tools lose the latter.
_DAMAGED_DAY = re.compile(r"(?<!\d)20\d{3,6}[日月]")
_PUBLISHED = re.compile(
    r"(?<!更新)(?<!当前)(?<!打印)(?:发布|发文|生成|成文|公开)?(?:日期|时间)[:：]?(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})"
)
# A day that stands first on a line of what sites print under a title.
_UNDER_TITLE = re.compile(
    r"[\[【（(]?(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?[\]】）)]?"
    r"(?=\d{1,2}:\d{2}|.{0,40}(?:来源|字体|字号|浏览|点击|阅读))"
)
_ISO_DAY = re.compile(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})")
_BODY_ALONE = re.compile(
    r"(?:20\d{2}年度?)?[\u4e00-\u9fff]{1,20}(?:省|市|县|区|旗|州|盟|镇|乡|街道|办事处|局|委|委员会|厅|办公室|政府)"
    r"(?:20\d{2}年度?)?"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The printed title, its lines put together; `after` is the first line below it."""

    text: str
    after: int


def find_title(lines: Sequence[str]) -> Title | None:
    """The first title in these lines; one line before two, two before three."""
    for count in (1, 2, 3):
        for start in range(len(lines) - count + 1):
            text = _FILE.sub("", squeeze("".join(lines[start : start + count])))
            if not _is_title(text) or text.count("信息公开") > 1:
                continue  # entries of a menu that follow each other
            above = squeeze(lines[start - 1]) if start else ""
            if not name_in_title(text) and _BODY_ALONE.fullmatch(above):
                text = above + text
            return Title(text, start + count)
    return None


def _is_title(text: str) -> bool:
    return (
        len(text) <= _TITLE_LONGEST
        and _TITLE_END.search(simplified(text)) is not None
        and not re.search(r"[。；，]", text)
        # 政府信息公开年报 alone is an entry of the menu.
        and (year_of(text) is not None or bool(name_in_title(text)))
    )


def title_of_head(head: str) -> str | None:
    """The title in a `<title>`, the name of the site cut off."""
    head = head[:_HEAD_LONGEST]
    for candidate in (head, _SITE.sub("", head)):
        text = _FILE.sub("", squeeze(candidate))
        if _is_title(text):
            return text
    return None


def year_of(title: str) -> int | None:
    """The report year in a title."""
    found = _YEAR.search(title)
    if found:
        return int(found[1])
    words = _YEAR_IN_WORDS.search(title)
    return 2000 + 10 * _DIGITS[words[1]] + _DIGITS[words[2]] if words else None


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
    """A date that lost characters on its way here, 20211230日: no slip of the office."""
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
