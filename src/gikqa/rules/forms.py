"""Which form a report has to follow, as a condition; and cells that several rules judge."""

from __future__ import annotations

from gikqa import Condition, all_of, column
from gikqa.editions import load_editions

TOTALS_OF_REQUESTS = tuple(
    dict.fromkeys(
        path
        for edition in ("2019", "2021")
        for path in load_editions()[edition].cells
        if path.startswith("requests.") and path.endswith(".total")
    )
)
"""The cells of the column 总计 in the table of requests, of both forms that have one."""


def must_follow(edition: str) -> Condition:
    """Whether a report has to follow this form of ours, by its report year."""
    form, year = load_editions()[edition], column("year")
    ended = [] if form.last_year is None else [year <= form.last_year]
    return all_of([year >= form.first_year, *ended])
