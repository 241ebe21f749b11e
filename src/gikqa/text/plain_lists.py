"""Lists that `gikqa.text.quantities.is_settled` settles, told for all places of a batch at once.

Only the plainest ones: a total with its measure, the opening, and parts of the same measure whose
names are Chinese characters. Any other list has to be looked at by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from gikqa.text.characters import (
    Flags,
    Ints,
    character_at,
    character_before,
    digits_at,
    digits_before,
    flags_of,
    skip,
)
from gikqa.text.counts import may_be_number
from gikqa.text.narratives import Narratives
from gikqa.text.quantities.numerals import CHINESE
from gikqa.text.quantities.simple_list import (
    BEFORE,
    BEHIND,
    LONGEST_LABEL,
    MARKS,
    NOT_BEFORE_NUMBERS,
    TAILS,
    UNITS,
    telling_words,
)
from gikqa.text.quantities.vocabulary import vocabulary

_PARTS, _DIGITS, _TAIL = 12, 7, 100
_HAN = 3
"""Bytes of a Chinese character."""
_LISTED = BEHIND - _TAIL
"""A longer list may reach beyond what `is_settled` looks at."""

_Read = Callable[[Ints, Ints], tuple[Ints, Ints]]
"""The characters at places, and where they end; it is told the numbers of the places, too."""


def settled_lists(narratives: Narratives, cuts: Ints, ends: Ints, sections: Ints) -> Flags:
    """Place → whether a plain list stands there, and its parts make its total.

    cuts: where the text ends that stands in front of the opening. ends: where the opening ends.
    """
    text = narratives.text
    unit, total, plain = _totals(narratives, cuts, narratives.starts[sections])
    summed, many, length = np.zeros((3, len(cuts)), np.int64)
    names = np.full((len(cuts), _PARTS), -1) - np.arange(_PARTS)  # none is like another
    places = skip(text, ends, flags_of("，,：:"), 1)
    moving, settled = np.flatnonzero(plain), np.zeros(len(cuts), np.bool_)
    for part in range(_PARTS):
        begins = places[moving]
        labels = _over_names(lambda at, _: character_at(text, at), begins, LONGEST_LABEL)
        values, reached = digits_at(text, labels)
        if part:
            over = values < 0
            settled[moving[over]] = _no_number_follows(narratives, begins[over])
        measure, behind = character_at(text, reached)
        last, name = _name(narratives, begins, labels)
        going = (values >= 0) & (reached - labels <= _DIGITS) & (measure == unit[moving])
        going &= (labels > begins) & ~flags_of([*NOT_BEFORE_NUMBERS, *TAILS])[last]
        moving, behind = moving[going], behind[going]
        names[moving, part] = name[going]
        summed[moving] += values[going]
        many[moving] += 1
        length[moving] += ((labels - begins) // _HAN + (reached - labels) + 2)[going]
        mark, after = character_at(text, behind)
        settled[moving[flags_of("。\0")[mark]]] = True
        moving, after = (each[flags_of("、，,")[mark]] for each in (moving, after))
        places[moving] = after
    names.sort(axis=1)
    distinct = (names[:, 1:] != names[:, :-1]).all(axis=1)
    adds_up = np.where(many == 1, summed <= total, summed == total)
    told: Flags = settled & adds_up & distinct & (length < _LISTED)
    return told


def _totals(narratives: Narratives, cuts: Ints, starts: Ints) -> tuple[Ints, Ints, Flags]:
    """Measure and value of the number in front of each place, and whether its clause is plain."""
    text = narratives.text
    mark, before = character_before(text, cuts, starts)
    unit, places = character_before(
        text, np.where(flags_of("，,；;：:")[mark], before, cuts), starts
    )
    value, many = digits_before(text, places, _DIGITS + 1)
    digits = places - many
    zeros = (text[digits] == ord("0")) & (many > 1)
    last, _ = character_before(text, digits, starts)
    front = _over_names(lambda at, which: character_before(text, at, starts[which]), digits, BEFORE)
    border, _ = character_before(text, front, starts)
    plain = flags_of(UNITS)[unit] & (many > 0) & (many <= _DIGITS) & ~zeros & (front < digits)
    plain &= ~flags_of(NOT_BEFORE_NUMBERS)[last]
    plain &= flags_of(MARKS)[border] | (front == starts)
    return unit, value, plain & ((digits - front) // _HAN + _DIGITS + 2 < BEFORE)


def _over_names(read: _Read, places: Ints, most: int) -> Ints:
    """Where characters of names end, as long as no telling word can stand there."""
    places, moving = places.copy(), np.arange(len(places))
    of_names, one, other = _characters()
    was_one, was_other = np.zeros((2, len(places)), np.bool_)
    for _ in range(most):
        code, after = read(places[moving], moving)
        word = (was_one & other[code]) | (was_other & one[code])
        going = of_names[code] & ~word
        moving, code = moving[going], code[going]
        if not len(moving):
            break
        places[moving], was_one, was_other = after[going], one[code], other[code]
    return places


def _name(narratives: Narratives, begins: Ints, labels: Ints) -> tuple[Ints, Ints]:
    """The last character of each label, and a number for its last three."""
    codes = [
        np.where(at >= begins, character_at(narratives.text, np.maximum(at, begins))[0], 0)
        for at in (labels - _HAN, labels - 2 * _HAN, labels - 3 * _HAN)
    ]
    return codes[0], codes[0] << 32 | codes[1] << 16 | codes[2]


def _no_number_follows(narratives: Narratives, places: Ints) -> Flags:
    """Whether the sentence ends before anything comes that may be a number."""
    text, stops = narratives.text, flags_of("。\0")
    last, _ = character_at(text, skip(text, places, ~(stops | may_be_number()), _TAIL))
    ended: Flags = stops[last]
    return ended


@lru_cache(maxsize=1)
def _characters() -> tuple[Flags, Flags, Flags]:
    """Code point → whether it is of names; whether it is first, or second, in a telling word."""
    words = [word for word in telling_words() if len(word) > 1]
    alone = {word for word in telling_words() if len(word) == 1}
    of_names = flags_of(map(chr, range(0x4E00, 0xA000))).copy()
    of_names &= ~flags_of([*CHINESE, *alone, *map(chr, vocabulary().folds)])
    return of_names, flags_of(word[0] for word in words), flags_of(word[1] for word in words)
