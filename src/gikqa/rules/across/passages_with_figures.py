"""Passages with figures of their own that a body of another prefecture tells word by word.

Under the null hypothesis reports are written independently: the chance that another one has the
same sentences and figures is the product of the shares of reports with these sentences, and of the
chances that figures agree. Common sentences add nothing to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lgamma, log, log10
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
    hashes, rows = hashes_in(contexts.values), contexts.rows
    with np.errstate(over="ignore"):
        keys = (hashes << np.uint64(24) | figures.values) * _SPREAD
    pairs = _agreeing(keys, rows.astype(np.int64), places_in(contexts.values), years, bodies)
    runs = []
    for row, other, shift, mine in _runs(pairs):
        if places.may_name(row, other) or places.have_one_superior(row, other):
            continue
        values, told = figures.values[pairs.which[mine]], pairs.places[mine]
        inside = places_in(contexts.of(row))
        many = int(((inside >= told.min()) & (inside <= told.max())).sum())
        weight = _weight(values, max(many, len(told)))
        if len(told) < (1 - MOST_DIFFERENT) * many or weight < LEAST:
            continue
        passage = kept.shared(row, other, shift, int(told[0] + told[-1]) // 2)
        if passage is not None and passage.stretches >= ENOUGH:
            both = tuple(told.tolist()), tuple(values.tolist())
            runs.append(_Run(weight + passage.weight, row, other, passage, *both))
    runs.sort(key=lambda run: (-run.weight, -years[run.other], turns[run.other], run.places))
    comparisons = max(1.0, len(rows) * (len(rows) - 1.0) / 2)
    taken: dict[int, list[tuple[int, int]]] = {}
    for run in runs[: _discoveries([run.weight for run in runs], comparisons)]:
        first, last = run.places[0], run.places[-1]
        if all(first > end or begin > last for begin, end in taken.get(run.row, ())):
            taken.setdefault(run.row, []).append((first, last))
            yield WithFigures(run.row, run.other, run.figures, run.passage)


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


def _weight(values: np.ndarray, many: int) -> float:
    """The power of ten of the chance that these figures agree, of so many that are compared."""
    ways = lgamma(many + 1) - lgamma(len(values) + 1) - lgamma(many - len(values) + 1)
    digits = [len(str(value).rstrip("0")) or 1 for value in values.tolist()]
    return float(_CHANCE[digits].sum()) - ways / log(10)


def _discoveries(weights: list[float], comparisons: float) -> int:
    """How many of the largest weights to accept; the share of false ones is bounded."""
    accepted = 0
    for rank, weight in enumerate(weights, start=1):
        if weight >= log10(comparisons / (FALSE_DISCOVERIES * rank)):
            accepted = rank
    return accepted
