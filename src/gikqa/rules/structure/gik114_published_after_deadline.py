"""GIK114 published-after-deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import tomli

from gikqa import Condition, Finding, Report, any_of, column, rule
from gikqa.rules.texts import described

_DATA = tomli.loads(Path(__file__).with_name("deadlines.toml").read_text("utf-8"))
_BY_LEVEL = {level: entry for entry in _DATA["deadlines"] for level in entry["levels"]}
_MOVED: dict[str, date] = _DATA["moved"]
_SATURDAY = 5

_published, _year = column("published_on"), column("year")


def _is_over(deadline: dict[str, Any]) -> Condition:
    """Whether the deadline is that of the body, and its day is past by the calendar."""
    last: int = 100 * deadline["month"] + deadline["day"]
    first_year: int = deadline["first_year"]
    is_past = _published.month() * 100 + _published.day() > last
    return is_past & (_year >= first_year) & column("level").is_one_of(deadline["levels"])


@rule(
    **described("GIK114"),
    needs=("year", "level", "published_on"),
    # A later year is when a page was moved or a file was put up again.
    where=_published.year().equals(_year + 1) & any_of(map(_is_over, _DATA["deadlines"])),
)
def published_after_deadline(report: Report) -> Iterator[Finding]:
    entry = _BY_LEVEL[report.level or ""]
    published: date = report.column("published_on")
    last = date(report.year + 1, entry["month"], entry["day"])
    if published > _working_day(last):
        yield Finding(
            observed=published.isoformat(),
            expected=f"≤ {last}",
            basis=entry["source"],
        )


def _working_day(day: date) -> date:
    """The day itself, or the next working day if it is none."""
    moved = _MOVED.get(day.isoformat())
    if moved is not None:
        return moved
    over = day.weekday() - _SATURDAY
    return day + timedelta(days=2 - over) if over >= 0 else day
