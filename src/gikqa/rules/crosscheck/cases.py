"""Phrases with the number of cases that they count: 收到政府信息公开申请3件."""

from __future__ import annotations

from gikqa.rules.shared.words import words
from gikqa.text import CountNear, NearPhrase, counted


def count_cases(
    phrase: NearPhrase, *, may_precede: bool = False, not_after: tuple[str, ...] = ()
) -> CountNear:
    """A finder of the cases that a phrase counts; the arguments are those of `counted`."""
    listed = words("crosscheck", "cases")
    return counted(
        phrase,
        units=listed["units"],
        fillers=listed["fillers"],
        may_precede=may_precede,
        not_after=not_after,
    )
