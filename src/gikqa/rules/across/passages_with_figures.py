"""Passages with figures of their own that a body of another prefecture tells word by word.

Under the null hypothesis reports are written independently: the chance that another one has the
same sentences and figures is the product of the shares of reports with these sentences, and of the
chances that figures agree. Common sentences add nothing to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lgamma, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gikqa.rules.across.false_discoveries import least_weight
from gikqa.rules.across.kept_marks import (
    SHIFT,
    Ints,
    KeptMarks,
    Lists,
    Passage,
    hashes_in,
    places_in,
)
from gikqa.rules.across.masked_texts import STRETCH, Numbers
from gikqa.rules.across.passages_with_a_name import ENOUGH, WIDEST
from gikqa.rules.across.places_of_bodies import Places

MOST_CARRIERS = 6
"""Figures that more reports tell in the same words are no trace of one of them: 20个工作日."""
FEWEST, LEAST = 3, 4.0
"""Figures that agree, and the power of ten of the chance that they do, whatever the words are."""
MOST_DIFFERENT = 0.2
"""The share of figures in the passage that may differ."""
# The chance that two figures agree, by digits before the zeros at the end, as a power of ten.
# Counts are small more often than large: of two-digit ones, one in 40 agrees, not one in 90.
_CHANCE = np.array([0.7, 0.7, 1.6, 2.6, 3.6, 4.6, 5.6])
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


class WithFigures(NamedTuple):
    """The reports by row, the figures that agree, and the shared passage."""

    row: int
    other: int
    figures: tuple[int, ...]
    passage: Passage


class _Run(NamedTuple):
    weight: float
    row: int
    other: int
    passage: Passage
    places: tuple[int, ...]
    figures: tuple[int, ...]


def passages_with_figures(
    kept: KeptMarks, places: Places, years: Ints, bodies: Ints, turns: Ints
) -> Iterator[WithFigures]:
    """The passages of each report that do not overlap, each with its likeliest source."""
    contexts, figures = kept.lists("contexts"), kept.lists("figures")
    runs: list[_Run] = []
    for row, other, shift in _candidates(contexts, figures, places.prefectures, years, bodies):
        if places.may_name(row, other):
            continue
        own, theirs = ((contexts.of(one), figures.of(one)) for one in (row, other))
        at, values = _agreeing(own, theirs, shift)
        if len(at) < FEWEST:
            continue
        inside = places_in(own[0])
        many = int(((inside >= at[0]) & (inside <= at[-1])).sum())
        weight = _weight(values, max(many, len(at)))
        if len(at) < (1 - MOST_DIFFERENT) * many or weight < LEAST:
            continue
        passage = kept.shared(row, other, shift, (at[0] + at[-1]) // 2)
        if passage is None or passage.last - passage.first < WIDEST + STRETCH:
            continue
        if passage.stretches >= ENOUGH:
            told = tuple(at), tuple(values)
            runs.append(_Run(weight + passage.weight, row, other, passage, *told))
    runs.sort(key=lambda run: (-run.weight, -years[run.other], turns[run.other], run.places))
    least = least_weight((run.weight for run in runs), len(contexts.values) ** 2 / 2)
    taken: dict[int, list[tuple[int, int]]] = {}
    for run in (run for run in runs if run.weight >= least):
        first, last = run.places[0], run.places[-1]
        if all(first > end or begin > last for begin, end in taken.get(run.row, ())):
            taken.setdefault(run.row, []).append((first, last))
            yield WithFigures(run.row, run.other, run.figures, run.passage)


def _candidates(
    contexts: Lists, figures: Lists, prefectures: Ints, years: Ints, bodies: Ints
) -> list[tuple[int, int, int]]:
    """Reports and the shift between them where a run of figures agrees; the other is no later one.

    Only bodies of two prefectures: those of one may tell figures of their superior.
    """
    keys, first = _in_a_row(contexts, figures)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    many = np.searchsorted(keys, keys, "right") - np.searchsorted(keys, keys, "left")
    rare = (many > 1) & (many <= MOST_CARRIERS)
    keys, first = keys[rare], first[order[rare]]
    rows, places = contexts.rows[first].astype(np.int64), places_in(contexts.values[first])
    found = [np.zeros((3, 0), np.int64)]
    for step in range(1, MOST_CARRIERS):
        left = np.flatnonzero(keys[step:] == keys[:-step])
        for one, two in ((left, left + step), (left + step, left)):
            row, other = rows[one], rows[two]
            fits = (bodies[row] != bodies[other]) & (years[other] <= years[row])
            fits &= (prefectures[row] != prefectures[other]) & (prefectures[row] >= 0)
            fits &= prefectures[other] >= 0
            shifts = places[one[fits]] - places[two[fits]]
            found.append(np.stack([row[fits], other[fits], shifts]))
    pairs = np.concatenate(found, axis=1)
    row, other, shifts = pairs[:, np.lexsort(pairs[::-1])]
    new = np.ones(len(row), np.bool_)
    new[1:] = (np.diff(row) != 0) | (np.diff(other) != 0) | (np.diff(shifts) > SHIFT // 2)
    starts = np.flatnonzero(new)
    middle = (starts + np.append(starts[1:], len(row))) // 2
    found_at = row[middle], other[middle], shifts[middle]
    return list(zip(*(column.tolist() for column in found_at), strict=True))


def _in_a_row(contexts: Lists, figures: Lists) -> tuple[Numbers, Ints]:
    """A number for each run of `FEWEST` figures of one report, and where the run begins."""
    keys, rows = _keys(contexts.values, figures.values), contexts.rows
    many = max(0, len(keys) - FEWEST + 1)
    runs = np.zeros(many, np.uint64)
    for step in range(FEWEST):
        runs = (runs ^ keys[step : step + many]) * _SPREAD
        runs ^= runs >> np.uint64(29)
    inside = np.flatnonzero(rows[:many] == rows[FEWEST - 1 :])
    return runs[inside], inside


def _keys(contexts: Numbers, figures: NDArray[np.uint32]) -> Numbers:
    """A figure and the words before it as one number."""
    return (hashes_in(contexts) << np.uint64(24) | figures.astype(np.uint64)) * _SPREAD


def _agreeing(
    own: tuple[Numbers, NDArray[np.uint32]], others: tuple[Numbers, NDArray[np.uint32]], shift: int
) -> tuple[list[int], list[int]]:
    """Places and values of the figures that are in the passage of the other report, too."""
    there: dict[int, list[int]] = {}
    for key, place in zip(_keys(*others).tolist(), places_in(others[0]).tolist(), strict=True):
        there.setdefault(key, []).append(place)
    found = {}
    told = zip(_keys(*own).tolist(), places_in(own[0]).tolist(), own[1].tolist(), strict=True)
    for key, place, value in told:
        if any(abs(place - each - shift) <= SHIFT for each in there.get(key, ())):
            found[place] = value
    return list(found), list(found.values())


def _weight(values: list[int], many: int) -> float:
    """The power of ten of the chance that these figures agree, of so many that are compared."""
    ways = lgamma(many + 1) - lgamma(len(values) + 1) - lgamma(many - len(values) + 1)
    digits = [len(str(value).rstrip("0")) or 1 for value in values]
    return float(_CHANCE[digits].sum()) - ways / log(10)
