"""Judge the identities of an edition on whole columns.

One screen over all equalities of a batch finds the reports that need a second look: the
differences of both sides are or-ed together, a blank makes the result null, and a report whose
result is zero has passed every equality. Only the others are judged statement by statement, with
the three verdicts that blanks allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa.editions import Edition, Identity, Kind, Relation

PASSED, UNDETERMINED, SKIPPED, VIOLATED = 0, 1, 2, 3
"""Verdicts, ordered so that the largest of a rule's statements is the rule's own."""

# A sum of 63 such values still fits in int64; larger ones are added as Python integers.
_SAFE = 2**57


def judge_identities(
    identities: Sequence[Identity],
    edition: Edition,
    columns: Mapping[str, pa.Array],
    governed: np.ndarray,
) -> Iterator[tuple[Identity, np.ndarray, np.ndarray]]:
    """Judge statements on the reports of a batch that the edition governs.

    columns: cells by path, int64 or decimal, null where blank; an absent cell skips the statement.
    governed: boolean mask of the edition's reports.
    Yields (statement, row numbers, verdicts of those rows); the edition's other reports passed.
    """
    rows = np.flatnonzero(governed)
    if len(rows) < len(governed):
        names = dict.fromkeys(cell for identity in identities for cell in identity.cells)
        picked = pa.array(rows)
        columns = {name: columns[name].take(picked) for name in names if name in columns}
    absent = [one for one in identities if any(cell not in columns for cell in one.cells)]
    present = [one for one in identities if all(cell in columns for cell in one.cells)]
    swift = [one for one in present if _is_swift(one, edition)]
    slow = [one for one in present if not _is_swift(one, edition)]
    for identity in absent:
        yield identity, rows, np.full(len(rows), SKIPPED, np.int8)
    for chosen, here in ((swift, _suspects(swift, columns)), (slow, np.arange(len(rows)))):
        if len(here):
            sample = _Sample(edition, columns, here)
            for identity in chosen:
                yield identity, rows[here], sample.verdicts(identity)


def _is_swift(identity: Identity, edition: Edition) -> bool:
    """Whether the screen can take the statement: an equality of whole numbers."""
    whole = all(edition.cells[cell].kind is not Kind.MONEY for cell in identity.cells)
    return whole and identity.relation is Relation.EQUAL and bool(identity.right)


def _suspects(identities: Sequence[Identity], columns: Mapping[str, pa.Array]) -> np.ndarray:
    """The rows that may not have passed every one of these equalities."""
    differences: pa.Array | None = None
    for identity in identities:
        gap = pc.subtract(_add(columns, identity.left), _add(columns, identity.right))
        if identity.constant:
            gap = pc.subtract(gap, identity.constant)
        differences = gap if differences is None else pc.bit_wise_or(differences, gap)
    if differences is None:
        return np.arange(0)
    suspect = pc.fill_null(pc.not_equal(differences, 0), True).to_numpy(zero_copy_only=False)
    for cell in dict.fromkeys(cell for identity in identities for cell in identity.cells):
        span = pc.min_max(columns[cell]).as_py()
        if span["max"] is not None and (span["max"] >= _SAFE or span["min"] <= -_SAFE):
            # Sums may have wrapped round here: look again with exact integers.
            large = pc.or_(
                pc.greater_equal(columns[cell], _SAFE), pc.less_equal(columns[cell], -_SAFE)
            )
            suspect = suspect | pc.fill_null(large, False).to_numpy(zero_copy_only=False)
    return np.flatnonzero(suspect)


def _add(columns: Mapping[str, pa.Array], cells: Sequence[str]) -> pa.Array:
    total = columns[cells[0]]
    for cell in cells[1:]:
        total = pc.add(total, columns[cell])
    return total


class _Sample:
    """The cells of some reports, with blanks apart, ready to be summed."""

    def __init__(
        self, edition: Edition, columns: Mapping[str, pa.Array], rows: np.ndarray
    ) -> None:
        self._edition = edition
        self._columns = columns
        self._rows = pa.array(rows)
        self._size = len(rows)
        self._known: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def verdicts(self, identity: Identity) -> np.ndarray:
        """One verdict a row."""
        left, left_open, left_free = self._side(identity.left)
        right, right_open, right_free = self._side(identity.right)
        if identity.relation is Relation.ZERO_IMPLIES_ZERO:
            return _zero_implies_zero(left, left_open, left_free, right, right_open, right_free)
        gap = left - right - identity.constant
        # A blank count can only enlarge its side; a blank signed cell can move it either way.
        may_grow = left_open | right_free
        may_shrink = right_open | left_free
        if identity.relation is Relation.EQUAL:
            broken = ((gap > 0) & ~may_shrink) | ((gap < 0) & ~may_grow)
            settled = ~may_grow & ~may_shrink
        elif identity.relation is Relation.AT_MOST:
            broken = (gap > 0) & ~may_shrink
            settled = (gap <= 0) & ~may_grow
        else:
            broken = (gap < 0) & ~may_grow
            settled = (gap >= 0) & ~may_shrink
        return _verdict(broken, settled)

    def _side(self, cells: Sequence[str]) -> tuple[Any, np.ndarray, np.ndarray]:
        """(sum of what is known, whether anything is blank, whether a signed cell is blank)."""
        total: Any = np.zeros(self._size, np.int64)
        blank = np.zeros(self._size, bool)
        free = np.zeros(self._size, bool)
        for cell in cells:
            values, nulls = self._cell(cell)
            if values.dtype == object and total.dtype != object:
                total = total.astype(object)
            total = total + values
            blank |= nulls
            if self._edition.cells[cell].kind is Kind.SIGNED:
                free |= nulls
        return total, blank, free

    def _cell(self, cell: str) -> tuple[np.ndarray, np.ndarray]:
        if cell not in self._known:
            column = self._columns[cell].take(self._rows)
            nulls = pc.is_null(column).to_numpy(zero_copy_only=False)
            self._known[cell] = (_numbers(column), nulls)
        return self._known[cell]


def _numbers(column: pa.Array) -> np.ndarray:
    """Known values, 0 where blank: int64, or Python numbers where int64 could overflow."""
    if pa.types.is_decimal(column.type):
        return np.array([Decimal(0) if v is None else v for v in column.to_pylist()], object)
    values: np.ndarray = pc.fill_null(column, 0).to_numpy()
    if len(values) and (values.max() >= _SAFE or values.min() <= -_SAFE):
        return values.astype(object)
    return values


def _zero_implies_zero(
    left: Any,
    left_open: np.ndarray,
    left_free: np.ndarray,
    right: Any,
    right_open: np.ndarray,
    right_free: np.ndarray,
) -> np.ndarray:
    left_is_zero = (left == 0) & ~left_open
    left_is_not = (left != 0) & ~left_free & ((left > 0) | ~left_open)
    right_is_zero = (right == 0) & ~right_open
    right_is_not = (right != 0) & ~right_free & ((right > 0) | ~right_open)
    return _verdict(left_is_zero & right_is_not, left_is_not | right_is_zero)


def _verdict(broken: Any, settled: Any) -> np.ndarray:
    broken, settled = np.asarray(broken, bool), np.asarray(settled, bool)
    return np.where(broken, VIOLATED, np.where(settled, PASSED, UNDETERMINED)).astype(np.int8)

