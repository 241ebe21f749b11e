"""Counts of the tables as the rules of this family read them."""

from __future__ import annotations

from gikqa import Report, Undetermined

TOTALS = tuple(
    f"requests.{row}.total"
    for row in ("new_received", "carried_in", "total_concluded", "carried_out")
)


def count_at(report: Report, path: str) -> int | None:
    """The count in a cell; None if it is blank."""
    value = report.cell(path)
    return None if value is None else int(value)


def needed_count(report: Report, path: str) -> int:
    """The count in a cell without which the report cannot be judged."""
    value = count_at(report, path)
    if value is None:
        raise Undetermined
    return value
