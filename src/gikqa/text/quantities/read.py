"""The doors of the reader: a text goes in, quantities and enumerations come out."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from gikqa.text.quantities.context import describe
from gikqa.text.quantities.drafts import read
from gikqa.text.quantities.enumerations import Listing, relate
from gikqa.text.quantities.numerals import CHINESE
from gikqa.text.quantities.quantity import Enumeration, Quantity, Span
from gikqa.text.quantities.vocabulary import vocabulary


class Narrative(NamedTuple):
    """All quantities of a text, the enumerations made of them, and the years beside them.

    years: (start, end, year) of each, in digits or numerals, outside titles and short quotations.
    """

    quantities: tuple[Quantity, ...]
    enumerations: tuple[Enumeration, ...]
    years: tuple[tuple[int, int, int], ...] = ()


@lru_cache(maxsize=64)
def read_narrative(text: str, year: int | None, stretch: Span | None = None) -> Narrative:
    """Quantities and enumerations in one reading; both in the order of the text.

    year: the report year, which tells this year from last year; None makes every printed
    year an other year. stretch: the part to read, one or more whole sentences; all of the text
    by default. Places are code points of `text` as it is given. The last 64 readings
    are kept, because many rules ask for the same chapter.
    """
    begin, stop = (0, len(text)) if stretch is None else (stretch.start, stretch.end)
    reading = read(text, year, begin, stop)
    if not reading.drafts:
        return Narrative((), (), tuple(reading.years))
    describe(reading)
    listings = relate(reading)
    quantities = tuple(draft.freeze(text) for draft in reading.drafts)
    enumerations = tuple(_enumeration(one, quantities) for one in listings)
    return Narrative(quantities, enumerations, tuple(reading.years))


def read_quantities(text: str, year: int | None) -> list[Quantity]:
    """The quantities of a text in reading order; see `read_narrative`."""
    return list(read_narrative(text, year).quantities)


def read_enumerations(text: str, year: int | None) -> list[Enumeration]:
    """The totals with the parts listed for them, by the place of what opens the list."""
    return list(read_narrative(text, year).enumerations)


def may_begin(text: str, place: int) -> bool:
    """Whether a quantity can begin at a place, with the vague words before its number."""
    return vocabulary().fold(text[place : place + 1]) in _beginnings()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    vague = (word[0] for word in vocabulary().vague_fronts)
    digits = filter(str.isdecimal, map(chr, range(1 << 16)))
    return frozenset([*digits, *CHINESE, *vague])


def _enumeration(found: Listing, quantities: tuple[Quantity, ...]) -> Enumeration:
    parts = tuple(quantities[place] for place in found.parts)
    shares = tuple(None if place is None else quantities[place] for place in found.shares)
    names = Counter(label for label in found.labels if label)
    return Enumeration(
        total=quantities[found.total],
        parts=parts,
        closed=found.closed,
        marker=found.marker.printed,
        start=quantities[found.total].start,
        end=max(one.end for one in (*parts, *shares) if one is not None),
        labels=tuple(found.labels),
        shares=shares,
        repeated=tuple(name for name, times in names.items() if times > 1),
        mixed_units=found.mixed,
    )
