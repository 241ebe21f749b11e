"""Persons and organisations of a row of table three."""

from __future__ import annotations

from gikqa import Report
from gikqa.rules.crosscheck.cells import count_at


def divided(report: Report, row: str) -> tuple[int, int] | None:
    """Requests of persons, and of organisations; None if one of the two cells is blank."""
    persons = count_at(report, f"requests.{row}.natural_person")
    total = count_at(report, f"requests.{row}.total")
    if persons is None or total is None or total < persons:
        return None
    return persons, total - persons
