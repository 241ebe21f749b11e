"""GIK825 impossible-date."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable, Iterator

from gikqa import Finding, Hit, Report, Section, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.texts import described
from gikqa.text import pattern

_SHORT = ("2月30", "2月31", "4月31", "6月31", "9月31", "11月31")
_BEFORE = ("年", "年0", "至", "自", "到", "于", "日—", "日-", "（", "，", "。")
_UNTIL = tuple(f"{until}20{decade}" for until in ("截至", "截止") for decade in range(3, 10))
"""Up to a year that is still to come: nearly every report has 截至20."""
_DATE = pattern(r"(?:(?<!\d)(\d{4})\s?年)?(?<!\d)0?(\d{1,2})月(\d{1,2})[日号]?(?!\d)")


def _phrases() -> Iterable[str]:
    # 12月31日, which nearly every report has, ends like an impossible date.
    for before in _BEFORE:
        yield from (f"{before}{date}日" for date in _SHORT)
    # Behind those of the other months there is no such date to be taken for them.
    yield from (f"{date}日" for date in _SHORT[2:])
    yield from ("年2月29日", "年02月29日")
    for month in ("00", *map(str, range(13, 20))):
        yield f"年{month}月"
    for day in ("00", *range(32, 40)):
        yield f"月{day}日"
    yield from _UNTIL


def _to_come(section: Section, hit: Hit, year: int) -> int | None:
    """Where a year ends that figures cannot reach yet: 截至2087年底."""
    until = re.compile(r"20(\d\d)年").match(section.text, hit.start + 2)
    return until.end() if until and 2000 + int(until[1]) > year + 1 else None


@rule(**described("GIK825"), needs=("sections",), phrases=_phrases)
def impossible_date(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        reached = 0
        for hit in hits:
            if hit.phrase in _UNTIL:
                end = _to_come(section, hit, report.year) if report.year else None
                if end is not None:
                    yield finding(section, hit.start, end)
                continue
            found = next(
                (
                    date
                    for date in _DATE.finditer(section.text, max(0, hit.start - 8), hit.end + 4)
                    if date.end() > hit.start and date.start() >= reached
                ),
                None,
            )
            if found is not None and not _exists(found):
                reached = found.end()
                yield finding(section, found.start(), found.end())


def _exists(date: re.Match[str]) -> bool:
    month, day = int(date[2]), int(date[3])
    if not 1 <= month <= 12:
        # 202111月 has lost its 年; a month alone from 13 to 19 has not.
        return False
    longest = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    if month == 2 and date[1] and not isleap(int(date[1])):
        longest = 28
    return 1 <= day <= longest
