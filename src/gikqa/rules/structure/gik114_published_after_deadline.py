"""GIK114 published-after-deadline."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gikqa import Finding, Report, rule
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_DATA = tomllib.loads(Path(__file__).with_name("deadlines.toml").read_text("utf-8"))
_BY_LEVEL = {level: entry for entry in _DATA["deadlines"] for level in entry["levels"]}
_MOVED: dict[str, date] = _DATA["moved"]
_SATURDAY = 5


@rule(**described("GIK114"), needs=("year", "level", "published_on"))
def published_after_deadline(report: Report) -> Iterator[Finding]:
    """The report was published after the day that the Regulations set."""
    entry = _BY_LEVEL.get(report.level or "")
    if entry is None or report.year < entry["first_year"]:
        return
    published: date = report.column("published_on")
    last = _last_day(date(report.year + 1, entry["month"], entry["day"]))
    # A later year is when a page was moved or a file was put up again.
    if last < published and published.year == report.year + 1:
        yield Finding(
            observed=published.isoformat(),
            expected=f"≤ {date(report.year + 1, entry['month'], entry['day'])}",
            basis=entry["source"],
        )


def _last_day(day: date) -> date:
    """The day itself, or the next working day if it is none."""
    moved = _MOVED.get(day.isoformat())
    if moved is not None:
        return moved
    over = day.weekday() - _SATURDAY
    return day + timedelta(days=2 - over) if over >= 0 else day
