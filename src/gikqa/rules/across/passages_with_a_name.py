"""Passages that name the place of another body, where the report of that body has its own name.

Under the null hypothesis reports are written independently: the chance that another one has the
same sentences about a name is the product of their shares among all reports. What is found has so
small a chance that, over all comparisons, less than one in a hundred exports has a false finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

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
FALSE_FINDINGS = 0.01
"""The number of false findings that is expected in a whole export."""
ENOUGH, WIDEST = 3, 60
"""Shared stretches, and the masked characters from the first to the last."""
_NAMES_AT_A_TIME, _MARKS_AT_A_TIME = 512, 1 << 20


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
    kept: KeptMarks, places: Places, years: Ints, bodies: Ints, turns: Ints
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
    limit = np.log10(comparisons / FALSE_FINDINGS)
    best: dict[tuple[int, int], tuple[tuple[int, int, int], Named]] = {}
    for matches in _matches(kept, places, foreign):
        usable = years[matches.others] <= years[foreign.rows[matches.names]]
        usable &= bodies[matches.others] != bodies[foreign.rows[matches.names]]
        for name, other, shift, many in _clusters(matches.only(usable), limit / 2):
            row, at_name, place, end = (int(column[name]) for column in foreign)
            rank = (many, int(years[other]), -int(turns[other]))
            if best.get((row, place), (rank,))[0] > rank:
                continue
            named = _named(kept, places, own, names, (row, other, place, at_name), shift, limit)
            if named is not None:
                passage = kept.with_name(row, named.passage, end, len(places.names[place]))
                best[row, place] = rank, named._replace(passage=passage)
    yield from (named for _, named in best.values())


def _named(
    kept: KeptMarks,
    places: Places,
    own: _Names,
    names: _Names,
    found: tuple[int, int, int, int],
    shift: int,
    limit: float,
) -> Named | None:
    """The finding, unless the other report has another name there, or this one's as well."""
    row, other, place, at = found
    if places.may_name(row, other):
        return None
    theirs = _of(own, other).at
    if not (np.abs(theirs - (at - shift)) <= SHIFT).any():
        return None
    passage = kept.shared(row, other, shift, at)
    if passage is None or passage.weight < limit:
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


def _matches(kept: KeptMarks, places: Places, foreign: _Names) -> Iterator[_Match]:
    """The stretches about each foreign name that a report of the place named has as well.

    Some places at a time, so that no index of all stretches is needed.
    """
    marks = kept.marks
    of_reports = np.diff(marks.first)
    of_places = np.bincount(places.of_reports + 1, of_reports, len(places.names) + 1)[1:]
    parts = np.cumsum(of_places) // _MARKS_AT_A_TIME
    for part in np.unique(parts[foreign.which]).tolist():
        inside = np.append(parts == part, False)  # the last one is for -1
        chosen = np.flatnonzero(np.repeat(inside[places.of_reports], of_reports))
        rows = np.searchsorted(marks.first, chosen, "right") - 1
        keys = _keys(places.of_reports[rows], hashes_in(marks.values[chosen]))
        order = np.argsort(keys, kind="stable")
        index = keys[order], chosen[order], rows[order]
        mine = np.flatnonzero(inside[foreign.which])
        for start in range(0, len(mine), _NAMES_AT_A_TIME):
            yield _matched(kept, foreign, mine[start : start + _NAMES_AT_A_TIME], index)


def _matched(
    kept: KeptMarks, foreign: _Names, some: Ints, index: tuple[Numbers, Ints, Ints]
) -> _Match:
    keys, chosen, rows = index
    values = kept.marks.values
    names, around = expanded(*_around(kept.marks, foreign.only(some)))
    weights = kept.weights(hashes_in(values[around]))
    telling = weights > 0
    names, around, weights = some[names[telling]], around[telling], weights[telling]
    wanted = _keys(foreign.which[names], hashes_in(values[around]))
    which, there = expanded(
        np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
    )
    own_places = places_in(values[around[which]])
    shifts = own_places - places_in(values[chosen[there]])
    return _Match(names[which], rows[there], own_places, shifts, weights[which])


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
