"""Texts with names and numbers masked: stretches of them, names of places, and figures.

Traditional characters are read as simplified, blanks are left out, a number of any length counts as
one character, and the two characters before 县, 市 and the like are left out. So a passage that was
copied and given other names and numbers is still the same. Places are counted in the masked text,
from the beginning of the report.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gikqa.text.traditional import simple_forms

STRETCH = 12
ONE_OF = 32
MOST_MARKS, MOST_NAMES, MOST_FIGURES = 1_024, 512, 512
"""What is kept of one report at the most: 12, 24 and 12 bytes each, 31 kilobytes together."""
PLACE_BITS = 24
CONTEXT = 8
"""A figure is compared with another one if so many masked characters before both are the same."""

_AREAS = "县市区旗州盟镇乡"
_NO_NAME_BEFORE = "全本我该各社地城园小街灾景片牧矿库垦省"
_NO_NAME_AFTER = "场村域镇级容"
_NUMERALS = "一二三四五六七八九十百千万亿零〇两"
_NO_FIGURE_BEFORE = ".．,，、-—/~〔[（("
_NO_FIGURE_AFTER = ".．%％-—/~年月日时点号条款项章〕]"
_PLAIN, _BLANK, _DIGIT, _AREA, _BORDER = range(5)
_RATIO = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xD6E8FEB86659FD93)

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


class MaskedTexts:
    """The masked text of some reports, with a border after each section."""

    def __init__(self, texts: pa.Array, lengths: Places, first: Places) -> None:
        whole = "".join(f"{text}\0" for text in texts.to_pylist())
        codes = np.frombuffer(whole.encode("utf-32-le"), np.uint32)
        self._codes = _read_as().take(codes, mode="clip")
        self._kinds = _kinds()[self._codes]
        self._begins = np.concatenate([[0], np.cumsum(lengths + 1)])
        self._rows_begin = self._begins[first]
        kept = self._kinds != _BLANK
        digits = self._kinds == _DIGIT
        kept[1:] &= ~(digits[1:] & digits[:-1])
        self._areas = np.flatnonzero(self._kinds == _AREA)
        for back in (1, 2):
            places = self._areas[self._begins_before(self._areas) <= self._areas - back]
            kept[places[self._codes[places - back] >= 0x4E00] - back] = False
        self._of_masked = np.flatnonzero(kept)
        self._to_masked = np.cumsum(kept) - kept
        self._row_of_begin = np.append(0, np.cumsum(kept))[self._rows_begin]
        masked = self._codes[self._of_masked].astype(np.uint64)
        masked[digits[self._of_masked]] = ord("0")
        powers, inverse = _powers(len(masked))
        self._inverse = inverse
        self._sums = np.zeros(len(masked) + 1, np.uint64)
        np.cumsum(masked * powers[: len(masked)], out=self._sums[1:])

    def marks(self) -> dict[str, np.ndarray]:
        """The stretches that are kept."""
        many = max(0, len(self._of_masked) - STRETCH + 1)
        hashes = self._hashes(slice(many), slice(STRETCH, many + STRETCH))
        chosen = np.flatnonzero(hashes < np.uint64((1 << 64) // ONE_OF))
        last = self._of_masked[chosen + STRETCH - 1]
        own = self._of_masked[chosen]
        inside = self._section(own) == self._section(last)
        chosen, own = chosen[inside], own[inside]
        rows = self._row(own)
        places = chosen - self._row_of_begin[rows]
        fits = _first_of_each(rows, MOST_MARKS) & (places < 1 << PLACE_BITS)
        rows, places, chosen, own = rows[fits], places[fits], chosen[fits], own[fits]
        # The first five bits of a hash that is kept are zero.
        packed = _packed(hashes[chosen] << np.uint64(5), places)
        return {"rows": rows, "marks": packed, "origins": self._origins(rows, own)}

    def names(self) -> dict[str, np.ndarray]:
        """The last eight characters of what may be the names of places."""
        places = self._areas[self._areas >= 1]
        before, after = self._codes[places - 1], self._codes[places + 1]
        places = places[
            (before >= 0x4E00) & ~_flags(_NO_NAME_BEFORE)[before] & ~_flags(_NO_NAME_AFTER)[after]
        ]
        rows = self._row(places)
        fits = _first_of_each(rows, MOST_NAMES)
        places, rows = places[fits], rows[fits]
        first = self._begins_before(places)
        letters = [
            np.where(places - back >= first, self._codes[np.maximum(places - back, 0)], 0)
            for back in range(8)
        ]
        letters = [each.astype(np.uint64) for each in letters]
        near, far = (
            one[0] | one[1] << np.uint64(16) | one[2] << np.uint64(32) | one[3] << np.uint64(48)
            for one in (letters[:4], letters[4:])
        )
        of_row = self._to_masked[places] - self._row_of_begin[rows]
        ends = self._origins(rows, places) + 1
        return {
            "rows": rows,
            "names": near,
            "names_before": far,
            "name_places": of_row,
            "name_ends": ends,
        }

    def figures(self) -> dict[str, np.ndarray]:
        """Whole numbers of two to six digits that are neither dates nor numbers of documents."""
        digits = (self._codes >= 48) & (self._codes < 58)
        edges = np.diff(digits.astype(np.int8), prepend=0, append=0)
        starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        long = (ends - starts >= 2) & (ends - starts <= 6)
        starts, ends = starts[long], ends[long]
        before = self._codes[np.maximum(starts - 1, 0)]
        counts = ~_flags(_NO_FIGURE_BEFORE)[before] & ~_flags(_NO_FIGURE_AFTER)[self._codes[ends]]
        starts, ends = starts[counts], ends[counts]
        at = self._to_masked[starts]
        enough = at >= CONTEXT
        starts, ends, at = starts[enough], ends[enough], at[enough]
        inside = self._section(self._of_masked[at - CONTEXT]) == self._section(starts)
        starts, ends, at = starts[inside], ends[inside], at[inside]
        rows = self._row(starts)
        places = at - self._row_of_begin[rows]
        fits = _first_of_each(rows, MOST_FIGURES) & (places < 1 << PLACE_BITS)
        starts, ends, at, rows = starts[fits], ends[fits], at[fits], rows[fits]
        values = np.zeros(len(starts), np.int64)
        for step in range(6):
            there = starts + step < ends
            digit = self._codes[np.minimum(starts + step, ends - 1)].astype(np.int64) - 48
            values = np.where(there, values * 10 + digit, values)
        contexts = _packed(self._hashes(at - CONTEXT, at), places[fits])
        return {"rows": rows, "contexts": contexts, "figures": values}

    def _hashes(self, begins: Places | slice, ends: Places | slice) -> Numbers:
        """Hashes of stretches; they do not depend on where a stretch is in the text."""
        hashes: Numbers = (self._sums[ends] - self._sums[begins]) * self._inverse[begins]
        hashes ^= hashes >> np.uint64(32)
        hashes *= _MIX
        return hashes

    def _origins(self, rows: Places, places: Places) -> Places:
        """Places in the text of all sections of a report, which has no borders."""
        begins = self._rows_begin[rows]
        found: Places = places - begins - (self._section(places) - self._section(begins))
        return found

    def _begins_before(self, places: Places) -> Places:
        """Where the section of each place begins."""
        begins: Places = self._begins[self._section(places)]
        return begins

    def _section(self, places: Places) -> Places:
        found: Places = np.searchsorted(self._begins, places, "right") - 1
        return found

    def _row(self, places: Places) -> Places:
        # A report without sections has no width, and no place lies in it.
        found: Places = np.searchsorted(self._rows_begin, places, "right") - 1
        return found


def _packed(hashes: Numbers, places: Places) -> Numbers:
    kept = hashes >> np.uint64(PLACE_BITS) << np.uint64(PLACE_BITS)
    return kept | places.astype(np.uint64)


def _first_of_each(rows: Places, most: int) -> Flags:
    """Which entries are among the first `most` of their row; the rows are in order."""
    turn = np.arange(len(rows)) - np.searchsorted(rows, rows, "left")
    first: Flags = turn < most
    return first


@lru_cache(maxsize=1)
def _read_as() -> NDArray[np.uint32]:
    """Character → itself, or the simplified one where it is a traditional one."""
    codes = np.arange(1 << 16, dtype=np.uint32)
    for traditional, simple in simple_forms().items():
        codes[traditional] = ord(simple)
    return codes


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    kinds = np.zeros(1 << 16, np.uint8)
    for number in range(1 << 16):
        if chr(number).isspace():
            kinds[number] = _BLANK
        elif chr(number).isdecimal() or chr(number) in _NUMERALS:
            kinds[number] = _DIGIT
    kinds[[ord(one) for one in _AREAS]] = _AREA
    kinds[0] = _BORDER
    return kinds


@lru_cache(maxsize=8)
def _flags(characters: str) -> Flags:
    flags = np.zeros(1 << 16, np.bool_)
    flags[[ord(one) for one in characters]] = True
    return flags


def _powers(many: int) -> tuple[Numbers, Numbers]:
    """The powers of an odd number, and of its inverse, modulo 2^64; at least so many of them."""
    return _powers_up_to(1 << max(16, many.bit_length()))


@lru_cache(maxsize=2)
def _powers_up_to(size: int) -> tuple[Numbers, Numbers]:
    inverse = pow(_RATIO, -1, 1 << 64)
    both = []
    for base in (_RATIO, inverse):
        powers = np.full(size, base, np.uint64)
        powers[0] = 1
        both.append(np.cumprod(powers))
    return both[0], both[1]
