"""The place that a body is of, by its name, and how two bodies are related."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from gikqa import Ledger
from gikqa.text import pattern
from gikqa.text.traditional import simple_forms

_UNIT = pattern(
    r"(?!城市|城乡|城镇|乡镇|村镇|市区|社区)[^\W局厅院]{1,11}?"
    r"(?:自治[区州县旗]|省|县|市|(?<![社地园小灾林矿牧库片])区|旗|盟"
    r"|镇(?!市)|(?<![城下])乡|街道)"
    r"(?![场村域])(?<!市(?=民[^政族宗]))"
)
_IN_FRONT = "国家税务总局"
_COUNTIES, _TOWNSHIPS = ("县", "区", "旗"), ("镇", "乡", "街道")
LONGEST = 8
"""A longer name is recognised by its last eight characters."""
SHORTEST = 3
"""A name of two characters, 应县, is found in too many words."""
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
Numbers = NDArray[np.uint64]


@lru_cache(maxsize=65_536)
def place_of(publisher: str) -> str:
    """赣州市上犹县财政局 → 上犹县; the empty string for a body that names no place at its start."""
    publisher = publisher.removeprefix(_IN_FRONT)
    place, end = "", 0
    while (unit := _UNIT.match(publisher, end)) is not None:
        place, end = unit.group(), unit.end()
    return place if len(place) >= SHORTEST else ""


@dataclass(frozen=True)
class Places:
    """The places of all bodies of an export: `names`, and for each report the number of its own.

    The number is -1 for a report whose publisher names no place.
    """

    names: list[str]
    of_reports: NDArray[np.int64]
    publishers: list[str]
    codes: list[str]

    @classmethod
    def of(cls, ledger: Ledger) -> Places:
        """The places of the bodies in a ledger."""
        given = ledger.reports["publisher"].to_pylist()
        publishers = [(name or "").translate(simple_forms()) for name in given]
        codes = [code or "" for code in ledger.reports["region_code"].to_pylist()]
        own = [place_of(name.strip()) for name in publishers]
        names = sorted(set(own) - {""})
        numbers = {name: number for number, name in enumerate(names)} | {"": -1}
        of_reports = np.fromiter((numbers[name] for name in own), np.int64, len(own))
        return cls(names, of_reports, publishers, codes)

    def named(self, near: Numbers, far: Numbers) -> NDArray[np.int64]:
        """Which place each run of eight characters ends with: the longest name; -1 for none."""
        found = np.full(len(near), -1, np.int64)
        sizes = np.minimum([len(name) for name in self.names], LONGEST)
        for size in range(LONGEST, SHORTEST - 1, -1):
            mine = np.flatnonzero(sizes == size)
            open_ones = np.flatnonzero(found < 0)
            if not len(mine) or not len(open_ones):
                continue
            keys = _joined(*_letters([self.names[number] for number in mine]), size)
            order = np.argsort(keys, kind="stable")
            wanted = _joined(near[open_ones], far[open_ones], size)
            at = np.minimum(np.searchsorted(keys[order], wanted), len(mine) - 1)
            same = keys[order][at] == wanted
            found[open_ones[same]] = mine[order][at[same]]
        return found

    def may_name(self, report: int, other: int) -> bool:
        """Whether a report may name the place of another one because it is its own, or related.

        Places are related if one is above the other: by their codes, or by the name of a body.
        Without codes, only two places of the same rank are known not to be related, and of a body
        whose name has no place nothing is known.
        """
        if min(self.of_reports[report], self.of_reports[other]) < 0:
            return True
        own, others = (self.names[self.of_reports[one]] for one in (report, other))
        if own == others or others in self.publishers[report] or own in self.publishers[other]:
            return True
        code, other_code = self.codes[report], self.codes[other]
        if not code or not other_code or code == other_code:
            ranks = (_TOWNSHIPS,) if code else (_COUNTIES, _TOWNSHIPS)
            return not any(own.endswith(rank) and others.endswith(rank) for rank in ranks)
        prefix, other_prefix = _division(code), _division(other_code)
        return prefix.startswith(other_prefix) or other_prefix.startswith(prefix)

    @cached_property
    def prefectures(self) -> NDArray[np.int64]:
        """Report → the first four digits of its code; -1 where it has none."""
        fours = (int(code[:4]) if code.isdecimal() else -1 for code in self.codes)
        return np.fromiter(fours, np.int64, len(self.codes))


def _division(code: str) -> str:
    """360700 → 3607: a division begins with the code of the one above it."""
    while code.endswith("00"):
        code = code[:-2]
    return code


def _letters(names: list[str]) -> tuple[Numbers, Numbers]:
    """The last eight characters of names, packed as those in the text are."""
    both = np.zeros((2, len(names)), np.uint64)
    for number, name in enumerate(names):
        for back, letter in enumerate(reversed(name[-LONGEST:])):
            both[back // 4, number] |= np.uint64(min(ord(letter), 0xFFFF) << 16 * (back % 4))
    return both[0], both[1]


def _joined(near: Numbers, far: Numbers, size: int) -> Numbers:
    """One number for the last characters of each."""
    first, second = min(size, 4), max(size - 4, 0)
    keys: Numbers = (near & _ones(first)) ^ (far & _ones(second)) * _SPREAD
    return keys


def _ones(letters: int) -> np.uint64:
    return np.uint64((1 << 16 * letters) - 1)
