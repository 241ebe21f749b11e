"""How much of what is found is accepted, so that few of it are chance agreements."""

from __future__ import annotations

from collections.abc import Iterable
from math import log10

FALSE_DISCOVERIES = 0.01
"""The share of chance agreements among what is found, by Benjamini and Hochberg (1995)."""


def least_weight(weights: Iterable[float], comparisons: float) -> float:
    """The weight from which on to accept; no weight reaches it if nothing is to be accepted.

    A weight is the power of ten of the chance of an agreement, comparisons: how many could agree.
    """
    least = alone = log10(max(1.0, comparisons) / FALSE_DISCOVERIES)
    for rank, weight in enumerate(sorted(weights, reverse=True), start=1):
        if weight >= alone - log10(rank):
            least = min(least, weight)
    return least
