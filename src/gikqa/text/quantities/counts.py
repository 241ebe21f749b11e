"""The numbers directly after or before many places at once, as far as plain digits show them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gikqa.text.characters import (
    BLANKS,
    MOST_DIGITS,
    Bytes,
    Flags,
    Ints,
    character_at,
    character_before,
    decimal,
    digits_at,
    flags_of,
    skip,
)
from gikqa.text.quantities.numerals import CHINESE
from gikqa.text.quantities.vocabulary import vocabulary

_DIGITS = "0123456789"
_GOES_ON = f"{_DIGITS}{CHINESE}余多来.,，、和及~-—–至到约{BLANKS}"
"""After plain digits these may make another number of them, or hand it the unit of the next."""


@dataclass(frozen=True, slots=True)
class Counts:
    """For each place the number beside it: `values` where it is plain, else negative.

    `unsure`: something that may be a number is printed there and has to be read with care. Neither
    plain nor unsure: no number is printed there. `after`: the character after its first digits.
    """

    values: Ints
    unsure: Flags
    after: Ints


def counts_after(text: Bytes, places: Ints, fillers: Flags, most: int) -> Counts:
    """What number follows each place, with at most so many filler characters between.

    A plain number is a row of ASCII digits with a character after it that ends every number.
    """
    starts = skip(text, places, fillers, most)
    first, _ = character_at(text, starts)
    values, ends = digits_at(text, starts)
    after, _ = character_at(text, ends)
    plain = (values >= 0) & ~_may_go_on()[after]
    unsure = (may_be_number()[first] | fillers[first]) & ~plain
    return Counts(np.where(plain, values, -1), unsure, after)


def counts_before(text: Bytes, places: Ints, starts: Ints, marks: Flags, most: int) -> Counts:
    """What number stands before each place, with at most so many characters and no mark between.

    starts: where the sections of the places begin.
    """
    ends = places.copy()  # of the last character that may be part of a number
    moving, found = np.arange(len(places)), np.zeros(len(places), np.bool_)
    for _ in range(most):
        code, begins = character_before(text, ends[moving], starts[moving])
        number = may_be_number()[code]
        found[moving[number]] = True
        going = ~number & ~marks[code] & (code != 0)
        moving, begins = moving[going], begins[going]
        if not len(moving):
            break
        ends[moving] = begins
    values, after = np.full(len(places), -1), np.zeros(len(places), np.int64)
    where = np.flatnonzero(found)
    begins = ends[where]
    for _ in range(MOST_DIGITS):
        digit = (text[begins - 1] - 48 < 10) & (begins > starts[where])
        if not digit.any():
            break
        begins = begins - digit
    value, reached = digits_at(text, begins)
    front, _ = character_before(text, begins, starts[where])
    behind, _ = character_at(text, reached)
    plain = (value >= 0) & (reached == ends[where]) & ~_may_go_on()[front] & ~_may_go_on()[behind]
    values[where] = np.where(plain, value, -1)
    after[where] = behind
    return Counts(values, found & (values < 0), after)


def vague_words() -> tuple[str, ...]:
    """What makes a number after it vague: 约, 近, 超过 and so on."""
    return vocabulary().vague_fronts


@lru_cache(maxsize=1)
def may_be_number() -> Flags:
    """Code point → whether a number can begin with it, look-alikes included."""
    return with_look_alikes(_DIGITS + CHINESE) | decimal()


@lru_cache(maxsize=1)
def _may_go_on() -> Flags:
    return with_look_alikes(_GOES_ON)


def with_look_alikes(characters: str) -> Flags:
    """Code point → whether `gikqa.text.quantities` reads it as one of these characters."""
    alike = [chr(code) for code, meant in vocabulary().folds.items() if meant in characters]
    return flags_of([*characters, *alike])
