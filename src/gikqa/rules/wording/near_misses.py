"""The near misses of set wordings that GIK848 looks for; `tools/near_misses` makes them.

`near_misses.txt` has pieces of three characters that no sound text is known to hold; nearly
no report has one. So the wordings that they are pieces of are read when the first is found.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class NearMiss(NamedTuple):
    """A near miss: where it begins and ends, counted from a piece of it, and what it should be."""

    start: int
    end: int
    right: str


class _Listed(NamedTuple):
    wrong: str
    right: str
    begins: bool
    ends: bool


def near_misses() -> list[str]:
    """Pieces of wordings with a slip, one of which is in each of them."""
    return _lines("near_misses.txt")


def near_miss_around(piece: str, before: str, after: str) -> NearMiss | None:
    """The near miss that a piece belongs to, by the text before and after it; None if it is none.

    It is none if the character at its edge belongs to another word: 累公开 is a slip for 累计公开,
    and none in 积累公开经验.
    """
    listed, beside = _known()
    text = f"{before}{piece}{after}"
    for wrong, right, begins, ends in listed.get(piece, ()):
        start = len(before) - wrong.index(piece)
        end = start + len(wrong)
        if start < 0 or not text.startswith(wrong, start):
            continue
        first, last = text[max(0, start - 1) : start], text[end : end + 1]
        if begins and first and first in beside["<" + wrong[0]]:
            continue
        if ends and last and last in beside[">" + wrong[-1]]:
            continue
        return NearMiss(start - len(before), end - len(before), right)
    return None


@cache
def _known() -> tuple[dict[str, list[_Listed]], dict[str, str]]:
    """Piece → the near misses that hold it; and the rest of the file.

    That says, after < and >, which characters end, or begin, a word together with another one.
    """
    listed: defaultdict[str, list[_Listed]] = defaultdict(list)
    beside: dict[str, str] = {}
    for line in _lines("near_misses_right.txt")[1:]:  # the first says what the list is made of
        first, rest, *last = line.split("\t")
        if last:
            known = _Listed(rest.strip("<>"), last[0], rest[0] == "<", rest[-1] == ">")
            listed[first].append(known)
        else:
            beside[first] = rest
    return listed, beside


def _lines(name: str) -> list[str]:
    return (files(__package__) / name).read_text("utf-8").splitlines()
