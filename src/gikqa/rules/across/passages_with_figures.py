"""Passages with figures of their own that a body of another prefecture tells word by word.

Bodies share wording, so the words prove nothing: under the null hypothesis two reports have the
same words and figures of their own. What is computed is the chance that so many figures agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lgamma, log
from typing import NamedTuple

import numpy as np

from gikqa.rules.across.kept_marks import (
    SHIFT,
    Ints,
    KeptMarks,
    Passage,
    expanded,
    hashes_in,
    places_in,
)
from gikqa.rules.across.marks import Numbers
from gikqa.rules.across.passages_with_a_name import ENOUGH, WIDEST
from gikqa.rules.across.places_of_bodies import Places

FALSE_DISCOVERIES = 0.01
"""The share of chance agreements among what is found, by Benjamini and Hochberg (1995)."""
MOST_CARRIERS = 12
"""A figure that more reports tell in the same words is public knowledge: 第711号, 20个工作日."""
FEWEST = 3
MOST_DIFFERENT = 0.2
"""The share of figures in the passage that may differ."""
# The chance that two figures agree, by digits before the zeros at the end, as a power of ten.
# Counts are small more often than large: of two-digit ones, one in 40 agrees, not one in 90.
_CHANCE = np.array([0.7, 0.7, 1.6, 2.6, 3.6, 4.6, 5.6])
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_TEN = log(10)


class WithFigures(NamedTuple):
    """The reports by row, the figures that agree, and the shared passage."""

    row: int
    other: int
    figures: tuple[int, ...]
    passage: Passage


class _Pairs(NamedTuple):
    """Figures of two reports that agree: the reports, place and number of the figure, the shift."""

    rows: Ints
    others: Ints
    shifts: Ints
    places: Ints
    which: Ints

    def only(self, chosen: np.ndarray) -> _Pairs:
        return _Pairs(*(column[chosen] for column in self))


class _Run(NamedTuple):
    chance: float
    row: int
    other: int
    shift: int
    places: tuple[int, ...]
    figures: tuple[int, ...]


def passages_with_figures(
    kept: KeptMarks, places: Places, years: Ints, bodies: Ints, turns: Ints
) -> Iterator[WithFigures]:
    """The passages of each report that do not overlap, each with its likeliest source."""
    contexts, figures = kept.lists("contexts"), kept.lists("figures")
    hashes, rows = hashes_in(contexts.values), contexts.rows
    with np.errstate(over="ignore"):
        keys = (hashes << np.uint64(24) | figures.values) * _SPREAD
    pairs = _agreeing(keys, rows.astype(np.int64), places_in(contexts.values), years, bodies)
    runs = []
    for row, other, shift, mine in _runs(pairs):
        if not places.may_name(row, other) and not places.have_one_superior(row, other):
            values = figures.values[pairs.which[mine]]
            told = pairs.places[mine]
            inside = places_in(contexts.of(row))
            many = int(((inside >= told.min()) & (inside <= told.max())).sum())
            if len(told) >= (1 - MOST_DIFFERENT) * many:
                chance = _chance(values, max(many, len(told)))
                both = tuple(told.tolist()), tuple(values.tolist())
                runs.append(_Run(chance, row, other, shift, *both))
    runs.sort(key=lambda run: (run.chance, -years[run.other], turns[run.other], run.places))
    taken: dict[int, list[tuple[int, int]]] = {}
    for run in runs[: _discoveries([run.chance for run in runs], _comparisons(hashes))]:
        first, last = run.places[0], run.places[-1]
        if any(first <= end and begin <= last for begin, end in taken.get(run.row, ())):
            continue
        passage = kept.shared(run.row, run.other, run.shift, (first + last) // 2)
        if passage is not None and passage.stretches >= ENOUGH:
            taken.setdefault(run.row, []).append((first, last))
            yield WithFigures(run.row, run.other, run.figures, passage)


def _agreeing(keys: Numbers, rows: Ints, places: Ints, years: Ints, bodies: Ints) -> _Pairs:
    """Pairs of figures with the same words before them, in reports of different bodies.

    The other report is not of a later year.
    """
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    left = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(keys) else order
    sizes = np.diff(np.append(left, len(keys)))
    few = (sizes >= 2) & (sizes <= MOST_CARRIERS)
    left, sizes = left[few], sizes[few]
    # Each of a group with each of it.
    group, one = expanded(left, left + sizes)
    index, two = expanded(left[group], left[group] + sizes[group])
    one, two = order[one[index]], order[two]
    fits = (bodies[rows[one]] != bodies[rows[two]]) & (years[rows[two]] <= years[rows[one]])
    one, two = one[fits], two[fits]
    return _Pairs(rows[one], rows[two], places[one] - places[two], places[one], one)


def _runs(pairs: _Pairs) -> Iterator[tuple[int, int, int, Ints]]:
    """Reports, shift, and the pairs, in reading order, of which enough have the same shift."""
    order = np.lexsort((pairs.places, pairs.shifts, pairs.others, pairs.rows))
    rows, others, shifts = (column[order] for column in pairs[:3])
    if not len(order):
        return
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(rows) != 0) | (np.diff(others) != 0) | (np.diff(shifts) > SHIFT // 2)
    starts = np.flatnonzero(new)
    ends = np.append(starts[1:], len(order))
    long = ends - starts >= FEWEST
    for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
        mine = order[start:end]
        mine = mine[np.argsort(pairs.places[mine], kind="stable")]
        told = pairs.places[mine]
        distinct = np.append(True, np.diff(told) > 0)
        mine = mine[distinct]
        if len(mine) >= FEWEST and told[-1] - told[0] >= WIDEST:
            yield int(rows[start]), int(others[start]), int(np.median(shifts[start:end])), mine


def _chance(values: np.ndarray, many: int) -> float:
    """The logarithm of the chance that these figures agree, of so many that are compared."""
    total = log_choose(many, len(values))
    for value in values.tolist():
        total -= float(_CHANCE[len(str(value).rstrip("0")) or 1]) * _TEN
    return min(total, 0.0)


def log_choose(many: int, few: int) -> float:
    """The logarithm of the number of ways to choose a few of many."""
    return lgamma(many + 1) - lgamma(few + 1) - lgamma(many - few + 1)


def _comparisons(hashes: Numbers) -> float:
    """How often two reports have the same words before a figure, whatever the figure is."""
    _, sizes = np.unique(hashes, return_counts=True)
    return max(1.0, float((sizes * (sizes - 1.0) / 2).sum()))


def _discoveries(chances: list[float], comparisons: float) -> int:
    """How many of the smallest chances to accept; the share of false ones is bounded."""
    limits = (
        log(FALSE_DISCOVERIES * rank / comparisons) for rank in range(1, len(chances) + 1)
    )
    accepted = 0
    for rank, (chance, limit) in enumerate(zip(chances, limits, strict=True), start=1):
        accepted = rank if chance <= limit else accepted
    return accepted
