"""Match printed labels to the labels of the form, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gikqa_documents.form import Labelled
from gikqa_documents.labels import LIKENESS, LabelKey, likeness

# A right label with its number outweighs one without, and any right label outweighs likeness, so
# that a damaged label is only paired where its neighbours leave a gap for it.
_WITH_NUMBER, _RIGHT = 3.0, 2.8


@dataclass(frozen=True, slots=True)
class Pair:
    """Printed label `printed` stands for expected label `expected` (positions in the lists)."""

    printed: int
    expected: int
    right: bool


def weigh(printed: LabelKey, expected: Labelled) -> float:
    """How well a printed label fits: 0 not at all, below 1 by likeness, above it rightly."""
    if not printed.body:
        return 0.0
    if expected.is_printed_as(printed):
        numbers = {key.number for key in expected.accepted}
        return _WITH_NUMBER if printed.number in numbers else _RIGHT
    alike = max(likeness(printed.body, key.body) for key in expected.accepted)
    return alike if alike >= LIKENESS else 0.0


def pair_in_order(
    printed: Sequence[LabelKey],
    expected: Sequence[Labelled],
    taken: frozenset[str] | None = None,
) -> list[Pair]:
    """The best pairing that keeps the order of both lists.

    With `taken`, a label in it, and one that is right somewhere, is never paired by likeness.
    """
    weights = [[weigh(key, line) for line in expected] for key in printed]
    if taken is not None:
        for key, row in zip(printed, weights, strict=True):
            if key.body in taken or any(weight > 1 for weight in row):
                row[:] = [weight if weight > 1 else 0.0 for weight in row]
    return _best_path(weights, len(expected))


def _best_path(weights: list[list[float]], width: int) -> list[Pair]:
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
