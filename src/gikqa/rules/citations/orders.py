"""The orders of the State Council that a text cites: 国务院令第711号."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gikqa import Hit, Section
from gikqa.text import pattern

OLD, NEW = 492, 711
FIRST_YEAR_OF_NEW = 2019

_STATE_COUNCIL = r"国\s*务\s*院\s*"
# A bare 令第492号 may be an order of a province or a ministry.
_NAMED_BEFORE = pattern(rf"(?:{_STATE_COUNCIL}令|国\s*令)\s*([（(])?\s*第?\s*$")
_HALF_BEFORE = pattern(rf"{_STATE_COUNCIL}第?\s*$")
_NAMED_BEHIND = pattern(rf"\s*{_STATE_COUNCIL}令")
_HALF_BEHIND = pattern(r"\s*令")
_REACH = 12


class Order(NamedTuple):
    """An order of the State Council by its number, with the place where it is cited."""

    section: Section
    start: int
    end: int
    number: int


def order_phrases() -> list[str]:
    """The numbers of both orders, as they are printed."""
    return [f"{number}{blank}号" for number in (OLD, NEW) for blank in ("", " ")]


def cited_orders(section: Section, hits: list[Hit]) -> Iterator[Order]:
    """The orders among the numbers that were hit; 711号 is also a number of a house."""
    text = section.text
    for hit in hits:
        left = text[max(0, hit.start - _REACH) : hit.start]
        number = int(hit.phrase[:3])
        if left[-1:].isdigit():
            continue
        behind = text[hit.end : hit.end + _REACH]
        end = hit.end
        if before := _NAMED_BEFORE.search(left):
            end += before[1] is not None and behind[:1] in ("）", ")")
        else:
            before = _HALF_BEFORE.search(left)
            order = (_HALF_BEHIND if before else _NAMED_BEHIND).match(behind)
            if order is None:
                continue
            end += order.end()
        if before:
            start = hit.start - len(left) + before.start()
        else:
            start = hit.start - left.endswith("第")
        yield Order(section, start, end, number)
