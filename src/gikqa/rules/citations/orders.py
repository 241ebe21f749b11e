"""The orders of the State Council that a text cites: 国务院令第711号."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gikqa import Hit, Section
from gikqa.text.citations import order_at

OLD, NEW = 492, 711
FIRST_YEAR_OF_NEW = 2019


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
    for hit in hits:
        place = order_at(section.text, hit.start, hit.end)
        if place is not None:
            yield Order(section, *place, int(hit.phrase[:3]))
