"""GIK840 date-digits-lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, one_for_many
from gikqa.rules.texts import described
from gikqa.text import Near, either, phrases

_YEARS = range(2008, 2040)
_MONTHS = range(1, 13)
_REACH = 15
"""Two such dates so close together are the two ends of one period."""
_NOT_IN_A_CODE = "(?<![\\dA-Za-z_/.=-])"


def _year_and_month() -> Iterable[str]:
    return [f"{year}{month}月" for year, month in product(_YEARS, _MONTHS)]


def _month_and_day() -> Iterable[str]:
    """Days, with and without a month before them, none with its 月: 1231日, 31日."""
    days = [str(day) for day in range(1, 32)]
    months = [*(f"{month}" for month in _MONTHS), *(f"{month:02}" for month in _MONTHS)]
    return dict.fromkeys([f"{month}{day}日" for month, day in product(["", *months], days)])


def _year_and_verb() -> Iterable[str]:
    return [f"{year}{word}" for year, word in product(_YEARS, ("在", "我"))]


def _last_day() -> Iterable[str]:
    return [f"月{day}{end}" for day, end in product(range(1, 32), "起止")]


@rule(
    **described("GIK840"),
    needs=("sections",),
    find=either(
        phrases(_year_and_month).after(_NOT_IN_A_CODE),
        # 111日 begins with the last digit of the year in 2021 11日.
        phrases(_month_and_day).after(_NOT_IN_A_CODE + "20[0-3]\\d?年?").then("(?![内报])"),
        phrases(_year_and_verb).after(_NOT_IN_A_CODE),
        phrases(_last_day).after("(?<!\\d)1?\\d"),
        # A date of signing that has lost all of its marks.
        phrases([f"\n{year}" for year in _YEARS]).then("\\d{3}(?=\\s*(?:\\Z|\n|[）)]))"),
    ),
)
def date_digits_lost(report: Report) -> Iterator[Finding]:
    return one_for_many(_findings(report))


def _findings(report: Report) -> Iterator[Finding]:
    first = last = None
    for near in report.found:
        if first is not None and last is not None and not _one_period(last, near):
            yield _finding(first, last)
            first = None
        first, last = first or near, near
    if first is not None and last is not None:
        yield _finding(first, last)


def _one_period(before: Near, after: Near) -> bool:
    between = before.section.text[before.end : after.start]
    same = before.hit.index == after.hit.index
    return same and after.start - before.end <= _REACH and "\n" not in between


def _finding(first: Near, last: Near) -> Finding:
    quote = first.section.text[first.start : last.end]
    start = first.start + len(quote) - len(quote.lstrip())
    return finding(first.section, start, last.end, cause="reading")
