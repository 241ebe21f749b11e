"""Requests of the three tracks together, compared with all requests."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Condition, Finding, Report, cell, sum_of

TRACKS = ("simple", "complex", "expedited")


def exceed(parts: tuple[str, ...], limit: str) -> Condition:
    """Whether the parts are more than the limit, whatever stands in those that are blank."""
    known = sum_of(cell(path).or_zero() for path in parts) > cell(limit)
    return known | (sum_of(map(cell, parts)) > cell(limit))


def excess(report: Report, parts: tuple[str, ...], limit: str, section: str) -> Iterator[Finding]:
    """The finding on a report whose parts, of a section of the form, exceed the limit.

    Where some of them are blank, what is known of their sum is written `≥ 9`.
    """
    numbers = [report.cell(path) for path in parts]
    at_least = "≥ " if None in numbers else ""
    yield Finding(
        cells=(limit, *parts),
        observed=f"{at_least}{sum(number or 0 for number in numbers)}",
        expected=f"≤ {report.cell(limit)}",
        params={"parts": section, "limit": limit},
    )
