"""GIK125 signed-before-period-end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gikqa import Finding, Report, Section, rule
from gikqa.rules.structure.chapter_conditions import may_end_with_line_of
from gikqa.rules.texts import described

_DATE = re.compile(
    r"^[ \t\u3000（(]*(20\d\d)年(\d{1,2})月(\d{1,2})日[ \t\u3000）)]*$", re.MULTILINE
)
_REACH = 60
_DECEMBER = 12


@rule(
    **described("GIK125"),
    needs=("sections", "year"),
    reads=("title", "published_on"),
    where=may_end_with_line_of("日"),
)
def signed_before_period_end(report: Report) -> Iterator[Finding]:
    year = report.year
    if report.title and str(year) not in report.title:
        return  # the year itself is in doubt
    last = next((section for section in reversed(report.sections) if section.text.strip()), None)
    signed = _signature(last) if last else None
    if last is None or signed is None or signed[0] != year or signed[1] >= _DECEMBER:
        return
    _, month, day, start, end = signed
    published: date | None = report.column("published_on")
    if published is not None and published.year == year:
        return  # then the date of publication is told
    yield Finding(
        section=last.number,
        start=start,
        end=end,
        quote=last.text[start:end],
        observed=f"{year}-{month:02}-{day:02}",
        expected=f"≥ {date(year + 1, 1, 1)}",
    )


def _signature(section: Section) -> tuple[int, int, int, int, int] | None:
    """Year, month, day, start and end of a date that stands alone in one of the last lines."""
    text = section.text
    low = max(0, len(text.rstrip()) - _REACH)
    low = text.rfind("\n", 0, low) + 1
    found = None
    for found in _DATE.finditer(text, low):  # noqa: B007  (the last one counts)
        pass
    if found is None:
        return None
    return int(found[1]), int(found[2]), int(found[3]), found.start(1), found.end(3) + 1
