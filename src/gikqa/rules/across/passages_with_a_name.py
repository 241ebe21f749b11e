"""Passages that name the place of another body, where the report of that body has its own name.

Under the null hypothesis reports are written independently: the chance that another one has the
same sentences about a name is the product of their shares among all reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gikqa.rules.across.false_discoveries import least_weight
from gikqa.rules.across.kept_marks import (
    SHIFT,
    Ints,
    KeptMarks,
    Lists,
    Passage,
    expanded,
    hashes_in,
    places_in,
    weight_of_groups,
)
from gikqa.rules.across.masked_texts import Numbers
from gikqa.rules.across.places_of_bodies import Places

AROUND = 150
"""Masked characters before and after a name in which stretches are compared."""
LEAST = 5.0
"""A smaller weight would be accepted only among thousands: the search for it is spared."""
MOST_CARRIERS = 128
"""The reports of a place that are compared for one stretch, the latest ones: more have a form."""
ENOUGH, WIDEST = 3, 60
"""Shared stretches, and the masked characters from the first to the last."""
_NAMES_AT_A_TIME, _MARKS_AT_A_TIME, _MATCHES_AT_A_TIME = 512, 1 << 20, 1 << 18


class Named(NamedTuple):
    """A foreign name: the reports by row, the number of the place, and the shared passage."""

    row: int
    other: int
    place: int
    at: int
    passage: Passage


class _Match(NamedTuple):
    """Names, stretches shared about them, and how far these are displaced; one entry a stretch."""

    names: Ints
    others: Ints
    places: Ints
    shifts: Ints
    weights: np.ndarray

    def only(self, chosen: np.ndarray) -> _Match:
        return _Match(*(column[chosen] for column in self))


class _Names(NamedTuple):
    """Names of places: report, masked place, number of the place, and end in the text."""

    rows: Ints
    at: Ints
    which: Ints
    ends: Ints

    def only(self, chosen: np.ndarray) -> _Names:
        return _Names(*(column[chosen] for column in self))


def passages_with_a_name(
    kept: KeptMarks, places: Places, years: Ints, turns: Ints
) -> Iterator[Named]:
    """One passage for each report and each foreign name in it, with the likeliest source.

    That is the report with the most shared stretches about the name; of several, the latest one,
    and then the first one by `turns`.
    """
    near = kept.lists("names")
    found = places.named(near.values, kept.lists("names_before").values)
    known = np.flatnonzero(found >= 0)
    at, ends = (kept.lists(f"name_{one}").values[known] for one in ("places", "ends"))
    rows = near.rows[known].astype(np.int64)
    names = _Names(rows, at.astype(np.int64), found[known], ends.astype(np.int64))
    own = names.only(names.which == places.of_reports[names.rows])
    foreign = names.only(
        (names.which != places.of_reports[names.rows]) & (places.of_reports[names.rows] >= 0)
    )
    many_of_place = np.bincount(places.of_reports + 1, minlength=len(places.names) + 1)
    comparisons = max(1, int(many_of_place[foreign.which + 1].sum()))
    least = min(LEAST, least_weight((), comparisons))
    best: dict[tuple[int, int], tuple[tuple[int, ...], Named]] = {}
    ages = np.empty(len(years), np.int64)
    ages[np.lexsort((-turns, years))] = np.arange(len(years))
    newer = np.searchsorted(np.sort(years), years[foreign.rows], "right")
    for matches in _matches(kept, places, foreign, (ages, newer), least / 2):
        ranked = [
            (many, int(years[other]), -int(turns[other]), -name, shift, other)
            for name, other, shift, many in _clusters(matches, least / 2)
        ]
        # The likeliest source first, so that the others need no look.
        for rank in sorted(ranked, reverse=True):
            *_, name, shift, other = rank
            row, at_name, place, end = (int(column[-name]) for column in foreign)
            if (row, place) in best and best[row, place][0] > rank:
                continue
            named = _named(kept, places, own, names, (row, other, place, at_name), shift, least)
            if named is not None:
                passage = kept.with_name(row, named.passage, end, len(places.names[place]))
                best[row, place] = rank, named._replace(passage=passage)
    passages = [named for _, named in best.values()]
    least = least_weight((each.passage.weight for each in passages), comparisons)
    yield from (each for each in passages if each.passage.weight >= least)


def _named(
    kept: KeptMarks,
    places: Places,
    own: _Names,
    names: _Names,
    found: tuple[int, int, int, int],
    shift: int,
    least: float,
) -> Named | None:
    """The finding, unless the other report has another name there, or this one's as well."""
    row, other, place, at = found
    if places.may_name(row, other):
        return None
    theirs = _of(own, other).at
    if not (np.abs(theirs - (at - shift)) <= SHIFT).any():
        return None
    passage = kept.shared(row, other, shift, at)
    if passage is None or passage.weight < least:
        return None
    first = min(passage.first, at) - shift - AROUND
    last = max(passage.last, at) - shift + AROUND
    there = _of(names, other)
    both = (there.which == places.of_reports[row]) & (there.at >= first) & (there.at <= last)
    return None if both.any() else Named(row, other, place, at, passage)


def _of(names: _Names, row: int) -> _Names:
    """The names in one report; the rows are in order."""
    left, right = np.searchsorted(names.rows, [row, row + 1])
    return _Names(*(column[left:right] for column in names))


def _matches(
    kept: KeptMarks, places: Places, foreign: _Names, ages: tuple[Ints, Ints], least: float
) -> Iterator[_Match]:
    """The stretches about each foreign name that a report of the place named has as well.

    Some places at a time, so that no index of all stretches is needed. ages: of each report, the
    oldest is 0, and of the first report that is too new for each name. least: of the weight of the
    stretches about a name; common wording is not compared.
    """
    marks = kept.marks
    of_reports = np.diff(marks.first)
    of_places = np.bincount(places.of_reports + 1, of_reports, len(places.names) + 1)[1:]
    parts = np.cumsum(of_places) // _MARKS_AT_A_TIME
    for part in np.unique(parts[foreign.which]).tolist():
        inside = np.append(parts == part, False)  # the last one is for -1
        chosen = np.flatnonzero(np.repeat(inside[places.of_reports], of_reports))
        if not len(chosen):
            continue
        index = _index(kept, places, chosen, ages[0])
        mine = np.flatnonzero(inside[foreign.which])
        for start in range(0, len(mine), _NAMES_AT_A_TIME):
            some = mine[start : start + _NAMES_AT_A_TIME]
            yield from _matched(kept, foreign, some, index, ages[1], least)


class _Index(NamedTuple):
    """Stretches by place, hash and age: `turns` counts both, and the age of the report besides."""

    keys: Numbers
    turns: Ints
    marks: Ints
    rows: Ints
    reports: int

    def found(self, wanted: Numbers, newer: Ints) -> tuple[Ints, Ints]:
        """Where the latest reports with a stretch begin and end, of those that are no newer."""
        left = np.searchsorted(self.keys, wanted, "left")
        at = np.minimum(left, len(self.keys) - 1)
        first_too_new = self.turns[at] // self.reports * self.reports + newer
        right = np.searchsorted(self.turns, first_too_new, "left")
        right = np.where(self.keys[at] == wanted, right, left)
        return np.maximum(left, right - MOST_CARRIERS), right


def _index(kept: KeptMarks, places: Places, chosen: Ints, ages: Ints) -> _Index:
    rows = np.searchsorted(kept.marks.first, chosen, "right") - 1
    keys = _keys(places.of_reports[rows], hashes_in(kept.marks.values[chosen]))
    order = np.lexsort((ages[rows], keys))
    keys, rows = keys[order], rows[order]
    turns = np.cumsum(np.append(False, keys[1:] != keys[:-1])[: len(keys)]) * len(ages)
    return _Index(keys, turns + ages[rows], chosen[order], rows, len(ages))


def _matched(
    kept: KeptMarks, foreign: _Names, some: Ints, index: _Index, newer: Ints, least: float
) -> Iterator[_Match]:
    """The matches of some names, about `_MATCHES_AT_A_TIME` of them at a time."""
    values = kept.marks.values
    names, around = expanded(*_around(kept.marks, foreign.only(some)))
    weights = kept.weights(hashes_in(values[around]))
    enough = weight_of_groups(names, places_in(values[around]), weights, len(some)) >= least
    telling = (weights > 0) & enough[names]
    names, around, weights = some[names[telling]], around[telling], weights[telling]
    wanted = _keys(foreign.which[names], hashes_in(values[around]))
    left, right = index.found(wanted, newer[names])
    begins = np.flatnonzero(np.diff(names, prepend=-1))
    before = np.append(0, np.cumsum(right - left))[begins]
    begins = begins[np.diff(before // _MATCHES_AT_A_TIME, prepend=-1) > 0]
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), len(names)], strict=False):
        which, there = expanded(left[begin:end], right[begin:end])
        which += begin
        own_places = places_in(values[around[which]])
        shifts = own_places - places_in(values[index.marks[there]])
        yield _Match(names[which], index.rows[there], own_places, shifts, weights[which])


def _keys(places: Ints, hashes: Numbers) -> Numbers:
    """A place and a stretch as one number."""
    return places.astype(np.uint64) << np.uint64(40) | hashes


def _around(marks: Lists, names: _Names) -> tuple[Ints, Ints]:
    """The first of the marks about each name, and the first one after these."""
    left, right = np.zeros((2, len(names.rows)), np.int64)
    for number, (row, at) in enumerate(zip(names.rows.tolist(), names.at.tolist(), strict=True)):
        inside = places_in(marks.of(row))
        ends = np.searchsorted(inside, [at - AROUND, at + AROUND + 1])
        left[number], right[number] = marks.first[row] + ends
    return left, right


def _clusters(matches: _Match, limit: float) -> Iterator[tuple[int, int, int, int]]:
    """Name, other report, shift and number of stretches, where enough have the same shift.

    These are worth a look at the whole passage, which may be longer than what is about the name.
    """
    if not len(matches.names):
        return
    matches = matches.only(np.lexsort((matches.shifts, matches.others, matches.names)))
    new = np.ones(len(matches.names), np.bool_)
    new[1:] = (np.diff(matches.names) != 0) | (np.diff(matches.others) != 0)
    new[1:] |= np.diff(matches.shifts) > SHIFT // 2
    starts = np.flatnonzero(new)
    many = np.diff(np.append(starts, len(new)))
    wide = np.maximum.reduceat(matches.places, starts) - np.minimum.reduceat(matches.places, starts)
    weight = weight_of_groups(np.cumsum(new) - 1, matches.places, matches.weights)
    chosen = (many >= ENOUGH) & (wide >= WIDEST) & (weight >= limit)
    for start, count in zip(starts[chosen].tolist(), many[chosen].tolist(), strict=True):
        shift = int(np.median(matches.shifts[start : start + count]))
        yield int(matches.names[start]), int(matches.others[start]), shift, count
