"""Fill the blanks of many reports in a plain way, and see whether that satisfies all equations.

A blank that is the only one of an equation takes the value that the equation leaves for it; of
several blanks the first takes it, and the others are zero. Where this succeeds the equations can
hold together. Where it does not, nothing is known.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from gikqa.editions import Identity, Relation

_LARGE = 2**57
"""Sums of values below this one fit into 64 bits, so that the last check is exact."""
_SWEEPS = 8
"""A blank that one equation fills can leave another one with a single blank."""


def can_be_filled(
    system: Sequence[Identity],
    known: Mapping[str, tuple[np.ndarray, np.ndarray | None]],
    signed: Collection[str],
) -> np.ndarray:
    """Mask of the reports that a plain filling satisfies.

    known: cell → (values, 0 where blank; mask of the blanks). signed: cells that may be negative.
    Counts and their sums fit into 64 bits; a filling that leaves them is not found.
    """
    values = {cell: one.copy() for cell, (one, _) in known.items()}
    blanks = {cell: mask.copy() for cell, (_, mask) in known.items() if mask is not None}
    for _ in range(_SWEEPS):
        filled = [_fill(one, values, blanks, singly=True) for one in system]
        if not any(filled):
            break
    for one in system:
        _fill(one, values, blanks, singly=False)
    fits = np.logical_and.reduce([_misses(one, _gap(one, values)) == 0 for one in system])
    for cell, (_, mask) in known.items():
        if mask is not None:
            fits &= np.abs(values[cell]) < _LARGE
            if cell not in signed:
                fits &= ~mask | (values[cell] >= 0)
    return np.asarray(fits, bool)


def _fill(
    identity: Identity,
    values: dict[str, np.ndarray],
    blanks: dict[str, np.ndarray],
    *,
    singly: bool,
) -> bool:
    """Fill blanks so that an equation holds; `singly`: only where there is no other choice."""
    cells = [cell for cell in identity.cells if cell in blanks]
    if not cells or (singly and identity.relation is not Relation.EQUAL):
        return False
    missing = np.sum([blanks[cell] for cell in cells], axis=0)
    gap = _gap(identity, values)
    due = (missing == 1) if singly else (missing > 0) & (_misses(identity, gap) != 0)
    if not due.any():
        return False
    chosen = due.copy()
    for cell, sign in _signs(identity):
        if cell in blanks:
            # Only a growing count closes a gap, unless there is a single blank.
            here = due & blanks[cell]
            if not singly:
                here &= np.where(missing == 1, True, (gap < 0) if sign > 0 else (gap > 0))
            values[cell][here] = -sign * gap[here]
            due &= ~here
    for cell in cells:
        blanks[cell] &= ~chosen
    return True


def _gap(identity: Identity, values: Mapping[str, np.ndarray]) -> Any:
    """Left side less right side."""
    return sum(sign * values[cell] for cell, sign in _signs(identity)) - identity.constant


def _misses(identity: Identity, gap: Any) -> Any:
    """By how much a gap is too large or too small; 0 where the equation holds."""
    if identity.relation is Relation.AT_MOST:
        return np.maximum(gap, 0)
    return np.minimum(gap, 0) if identity.relation is Relation.AT_LEAST else gap


def _signs(identity: Identity) -> Iterator[tuple[str, int]]:
    yield from ((cell, 1) for cell in identity.left)
    yield from ((cell, -1) for cell in identity.right)
