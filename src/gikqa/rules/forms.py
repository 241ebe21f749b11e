"""Which form a report has to follow, as a condition."""

from __future__ import annotations

from gikqa import Condition, all_of, column
from gikqa.editions import load_editions


def must_follow(edition: str) -> Condition:
    """Whether a report has to follow this form of ours, by its report year."""
    form, year = load_editions()[edition], column("year")
    ended = [] if form.last_year is None else [year <= form.last_year]
    return all_of([year >= form.first_year, *ended])
