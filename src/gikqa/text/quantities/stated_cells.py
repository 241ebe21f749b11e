"""What a narrative says that cells of the form hold: all requests received, answered, carried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from gikqa.text.quantities.quantity import Quantity, Relation
from gikqa.text.quantities.read import read_narrative

_FILE = Path(__file__).with_name("stated_cells.toml")
_ENDS = re.compile("[。；;\n]")


@dataclass(frozen=True)
class Stated:
    """A number that a narrative states, and the sums of cells one of which it counts."""

    value: int
    sums: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class _Words:
    units: frozenset[str]
    reach: int
    subjects: re.Pattern[str]
    narrower: re.Pattern[str]
    whole: re.Pattern[str]
    sums: Mapping[tuple[str, str, str], tuple[tuple[str, ...], ...]]


def cells_stated() -> frozenset[str]:
    """Every cell that a narrative can state."""
    return frozenset(cell for sums in _words().sums.values() for one in sums for cell in one)


def stated_cells(sections: Iterable[Mapping[str, Any] | None], year: int | None) -> list[Stated]:
    """What the sections of a report state, of its own year and of all that the cells count.

    What is stated twice, with two numbers, is left out: one of them counts something else.
    """
    found: dict[tuple[tuple[str, ...], ...], set[int]] = {}
    for section in sections:
        text = (section or {}).get("text") or ""
        for one in read_narrative(text, year).quantities if _words().subjects.search(text) else ():
            for sums in _sums(text, one):
                found.setdefault(sums, set()).add(int(one.value))
    return [Stated(values.pop(), sums) for sums, values in found.items() if len(values) == 1]


def _sums(text: str, one: Quantity) -> Iterator[tuple[tuple[str, ...], ...]]:
    words = _words()
    sums = words.sums.get((one.noun or "", one.clause_verb or "", one.scope.value))
    exact = isinstance(one.value, int) and not one.is_vague and one.step == 1
    if sums is None or not exact or one.relation is not Relation.WHOLE:
        return
    before = max((end.end() for end in _ENDS.finditer(text, 0, one.start)), default=0)
    after = _ENDS.search(text, one.end)
    sentence = text[before : after.start() if after else len(text)]
    near = text[max(0, one.start - words.reach) : one.start] + sentence
    counted = text[before : one.end]
    if (
        one.unit in words.units
        and words.subjects.search(near)
        and not words.narrower.search(words.whole.sub("", counted))
    ):
        yield sums


@cache
def _words() -> _Words:
    given = tomli.loads(_FILE.read_text("utf-8"))

    def either(key: str) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, given[key])))

    return _Words(
        frozenset(given["units"]),
        given["reach"],
        either("subjects"),
        either("narrower"),
        either("whole"),
        {
            (one["noun"], verb, time): tuple(map(tuple, one["cells"]))
            for one in given["stated"]
            for verb in one["verbs"]
            for time in one["times"]
        },
    )
