"""GIK125 signed-before-period-end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Section, rule
from gikqa.rules.texts import described

if TYPE_CHECKING:
    from gikqa.text.characters import Flags
    from gikqa.text.rule_batch import Screening

_DATE = re.compile(
    r"^[ \t\u3000（(]*(20\d\d)年(\d{1,2})月(\d{1,2})日[ \t\u3000）)]*$", re.MULTILINE
)
_DAY, _TAIL = "日".encode(), 1200
_REACH = 60
_DECEMBER = 12


def _screen(screening: Screening) -> Flags:
    """Reports with a day in what may be their last lines."""
    import numpy as np

    narratives = screening.narratives
    asked = np.zeros(screening.rows, np.bool_)
    lasts = zip(
        narratives.rows.tolist(), narratives.starts.tolist(), narratives.ends.tolist(), strict=True
    )
    # A text that ends in a blank may be nothing else.
    tails = {row: (start, end) for row, start, end in lasts if end > start}
    for row, (start, end) in tails.items():
        tail = narratives.data[max(start, end - _TAIL) : end]
        asked[row] = _DAY in tail or tail[-4:].decode(errors="ignore")[-1:].isspace()
    return asked


@rule(
    **described("GIK125"),
    needs=("sections", "year"),
    reads=("title", "published_on"),
    screen=_screen,
)
def signed_before_period_end(report: Report) -> Iterator[Finding]:
    """The date under the report lies in the year that it reports on."""
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
