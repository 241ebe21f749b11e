"""Match printed labels to the labels of the form, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gikqa_documents.form.labels import LIKENESS, LabelKey, likeness
from gikqa_documents.form.table_labels import Labelled

# A right label with its number outweighs one without, and any right label outweighs likeness, so
# that a damaged label is only paired where its neighbours leave a gap for it.
_WITH_NUMBER, _RIGHT = 3.0, 2.8


@dataclass(frozen=True, slots=True)
class Pair:
    """The printed label `printed` is the expected label `expected` (positions in the lists)."""

    printed: int
    expected: int
    right: bool


def weigh(printed: LabelKey, expected: Labelled) -> float:
    """How well a printed label fits: 0 not at all, below 1 by likeness, above it rightly."""
    if not printed.body:
        return 0.0
    if expected.is_printed_as(printed):
        return _WITH_NUMBER if printed.number in expected.numbers else _RIGHT
    alike = max(likeness(printed.body, key.body) for key in expected.accepted)
    return alike if alike >= LIKENESS else 0.0


@lru_cache(maxsize=4096)
def _weights(printed: LabelKey, expected: tuple[Labelled, ...]) -> tuple[float, ...]:
    """How well a printed label fits each expected one; reports repeat the same few labels."""
    return tuple(weigh(printed, line) for line in expected)


def pair_in_order(
    printed: Sequence[LabelKey],
    expected: Sequence[Labelled],
    taken: frozenset[str] | None = None,
) -> list[Pair]:
    """The best pairing that keeps the order of both lists.

    With `taken`, a label in it, and one that is right somewhere, is never paired by likeness.
    """
    lines = tuple(expected)
    places: list[int] = []
    weights: list[Sequence[float]] = []
    for place, key in enumerate(printed):
        row: Sequence[float] = _weights(key, lines)
        if taken is not None and (key.body in taken or any(weight > 1 for weight in row)):
            row = [weight if weight > 1 else 0.0 for weight in row]
        if any(row):  # a label that fits nothing takes part in no pairing
            places.append(place)
            weights.append(row)
    return [
        Pair(places[pair.printed], pair.expected, pair.right)
        for pair in _best_path(weights, len(lines))
    ]


def _best_path(weights: Sequence[Sequence[float]], width: int) -> list[Pair]:
    best = [[0.0] * (width + 1) for _ in range(len(weights) + 1)]
    for i, row in enumerate(weights, 1):
        above, current = best[i - 1], best[i]
        for j in range(1, width + 1):
            paired = above[j - 1] + row[j - 1] if row[j - 1] else 0.0
            current[j] = max(above[j], current[j - 1], paired)
    pairs = []
    i, j = len(weights), width
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append(Pair(i, j, weights[i][j] > 1))
    return pairs[::-1]
