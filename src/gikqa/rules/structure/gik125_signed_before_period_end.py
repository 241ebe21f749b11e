"""GIK125 signed-before-period-end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gikqa import Confidence, Finding, Report, Section, rule
from gikqa.rules.structure.chapter_conditions import has_preamble_that, may_end_with_line_of
from gikqa.rules.texts import described
from gikqa.text import pattern

_DIGITS = "〇一二三四五六七八九"
_READ = str.maketrans(f"{_DIGITS}零○Ｏ０", "0123456789" + "0" * 4)
_YEAR = rf"20\d\d|二[{_DIGITS}零○Ｏ０]{{3}}"
_NUMBER = rf"\d{{1,2}}|[一二三]?十[{_DIGITS[1:]}]?|[{_DIGITS[1:]}]|[一二三][{_DIGITS}]"
_DAY = rf"(?P<date>({_YEAR})年({_NUMBER})月({_NUMBER})日)"
_DATE = pattern(rf"^[ \t\u3000（(]*{_DAY}[ \t\u3000）)]*$", re.MULTILINE)
# The text may go on in the line of a date in brackets under the title.
_BRACKETED = pattern(rf"^[ \t\u3000]*[（(]{_DAY}[）)]", re.MULTILINE)
_REACH = 60
_DECEMBER = 12
_HEAD = 3
"""So many lines under the title may hold the date: below it is that of a law."""


class Signature(NamedTuple):
    """A date that stands alone in a line of a section."""

    section: Section
    match: re.Match[str]

    @property
    def numbers(self) -> tuple[int, int, int]:
        """Year, month and day."""
        year, month, day = self.match.groups()[1:]
        return int(year.translate(_READ)), _number(month), _number(day)

    @property
    def is_in_brackets(self) -> bool:
        """Whether it is bracketed, as the date under a title is."""
        return self.match[0].strip()[0] in "（("


@rule(
    **described("GIK125"),
    needs=("sections", "year"),
    reads=("title", "published_on"),
    where=may_end_with_line_of("日")
    | has_preamble_that(r"(?m)^[ \t　（(]*[2二].{3}年.{1,3}月.{1,3}日"),
)
def signed_before_period_end(report: Report) -> Iterator[Finding]:
    year, title = report.year, report.title or ""
    if title and str(year) not in title:
        return  # the year itself is in doubt
    signed = _at_the_end(report) or (_at_the_head(report) if title else None)
    if signed is None:
        return
    found, month, day = signed.numbers
    # The year before the report's own is a slip as well, if the title names that.
    if not ((found == year and month < _DECEMBER) or (found == year - 1 and title)):
        return
    published: date | None = report.column("published_on")
    if published is not None and published.year == found == year:
        return  # then the date of publication is told
    start, end = signed.match.span("date")
    at_head = signed.section.number == 0
    yield Finding(
        section=signed.section.number,
        start=start,
        end=end,
        quote=signed.section.text[start:end],
        observed=f"{found}-{month:02}-{day:02}",
        expected=f"≥ {date(year + 1, 1, 1)}",
        # A date without brackets may have come from the page around the report.
        confidence=Confidence.HINT if at_head and not signed.is_in_brackets else None,
    )


def _at_the_end(report: Report) -> Signature | None:
    """The last date in one of the last lines of the report."""
    last = next((section for section in reversed(report.sections) if section.text.strip()), None)
    if last is None:
        return None
    text = last.text
    low = max(0, len(text.rstrip()) - _REACH)
    low = text.rfind("\n", 0, low) + 1
    found = list(_DATE.finditer(text, low))
    return Signature(last, found[-1]) if found else None


def _at_the_head(report: Report) -> Signature | None:
    """A date in one of the first lines under the title."""
    first = report.sections[0]
    lines = "\n".join(first.text.split("\n")[:_HEAD])
    found = _BRACKETED.search(lines) or _DATE.search(lines)
    return Signature(first, found) if found and first.number == 0 else None


def _number(printed: str) -> int:
    """The value of 12, 十二 or 二十一."""
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return int(printed.translate(_READ))
    return 10 * int(tens.translate(_READ) or 1) + int(ones.translate(_READ) or 0)
