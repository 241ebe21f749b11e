"""The near misses of set wordings that GIK848 looks for; `tools/make_near_misses.py` makes the list."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def near_misses() -> dict[str, str]:
    """Wording with a slip → the same wording without it."""
    text = (files(__package__) / "near_misses.txt").read_text("utf-8")
    lines = (
        line.split("\t") for line in text.splitlines()[1:]
    )  # the first says what it is made of
    return {wrong: right for right, listed in lines for wrong in listed.split()}
