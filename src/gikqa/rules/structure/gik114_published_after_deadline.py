"""GIK114 published-after-deadline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import tomli

from gikqa import (
    Condition,
    Confidence,
    Finding,
    Report,
    Rule,
    Severity,
    all_of,
    any_of,
    column,
    known,
    rule,
)
from gikqa.editions import Deadline
from gikqa.rules.texts import described

_SATURDAY = 5
_DAY = timedelta(days=1)
_published, _year = column("published_on"), column("year")


def _for(deadlines: Sequence[Deadline]) -> Rule:
    """The rule with the deadlines of the whole country and of regions."""

    def published_after_deadline(report: Report) -> Iterator[Finding]:
        published: date = report.column("published_on")
        passed = [
            (not one.verified, one.in_year(report.year), one.source)
            for one in deadlines
            if one.holds_for(report.year, report.region_code, report.level)
            and published > _working_day(one.in_year(report.year))
        ]
        if passed:
            # A later day does not take the place of an earlier one: all of them bind the body.
            unverified, last, source = min(passed)
            yield Finding(
                observed=published.isoformat(),
                expected=f"≤ {last}",
                basis=source,
                severity=Severity.INFO if unverified else None,
                confidence=Confidence.HINT if unverified else None,
            )

    declare = rule(
        **described("GIK114"),
        needs=("year", "level", "published_on"),
        reads=("region_code",),
        # A later year is when a page was moved or a file was put up again.
        where=_published.year().equals(_year + 1) & any_of(map(_is_over, deadlines)),
    )
    return declare(published_after_deadline)


PUBLISHED_AFTER_DEADLINE = Rule(**described("GIK114"), with_deadlines=_for)


def _is_over(deadline: Deadline) -> Condition:
    """Whether the deadline is that of the body, and its day is past by the calendar."""
    last = 100 * deadline.month + deadline.day
    scope = deadline.scope
    conditions = [
        _published.month() * 100 + _published.day() > last,
        _year >= deadline.first_year,
    ]
    if deadline.last_year is not None:
        conditions.append(_year <= deadline.last_year)
    if scope.kinds:
        conditions.append(column("level").is_one_of(scope.kinds))
    if scope.region:  # of a body without a region code, only the national days are known
        conditions.append(known(column("region_code").matches(f"^{scope.region}")))
    return all_of(conditions)


def _working_day(day: date) -> date:
    """The day itself, or the next working day if it is none."""
    while day.weekday() >= _SATURDAY or any(first <= day <= last for first, last in _holidays()):
        day += _DAY
    return day


@cache
def _holidays() -> list[tuple[date, date]]:
    data = tomli.loads(Path(__file__).with_name("spring_holidays.toml").read_text("utf-8"))
    return [(one["first"], one["last"]) for one in data["holidays"]]
