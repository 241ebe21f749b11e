"""The day of the next year by which a report has to be published."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gikqa._model.condition import column
from gikqa._model.finding import Finding
from gikqa._model.report import Report
from gikqa._model.rule import Rule
from gikqa.rule_files.expressions import ExpressionError


def deadline(fields: Mapping[str, Any], given: Mapping[str, int]) -> Rule:
    """A rule that finds reports published later in the year after their own.

    A still later year is when a page was moved or a file was put up again.
    """
    month, day = given["month"], given["day"]
    try:
        date(2001, month, day)
    except ValueError as error:
        raise ExpressionError(f"month {month} has no day {day} in every year") from error
    published, year = column("published_on"), column("year")
    late = published.month() * 100 + published.day() > 100 * month + day

    def check(report: Report) -> Iterator[Finding]:
        """The report was published after its last day."""
        yield Finding(
            observed=report.column("published_on").isoformat(),
            expected=f"≤ {date(report.year + 1, month, day)}",
        )

    return Rule(
        **fields,
        check=check,
        needs=("year", "published_on"),
        where=published.year().equals(year + 1) & late,
    )
