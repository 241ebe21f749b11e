"""Judge identities in plain Python: slow, short, and meant to be believed on sight.

Everything fast in gikqa is compared with this. A blank cell can be any value of its kind, so a
sum with blanks is an interval; a verdict says whether the identity can hold and whether it can
fail. Known values are used as they are: another rule reports a negative count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import inf

from gikqa._model.status import Status
from gikqa.editions import Edition, Identity, Kind, Relation


@dataclass(frozen=True)
class _Sum:
    """What a sum can be: `low` to `high`, and every whole step (`fine`: every fraction) between."""

    low: Fraction | float
    high: Fraction | float
    known: Fraction
    fine: bool

    def __sub__(self, other: _Sum) -> _Sum:
        return _Sum(
            low=self.low - other.high,
            high=self.high - other.low,
            known=self.known - other.known,
            fine=self.fine or other.fine,
        )

    @property
    def can_be_zero(self) -> bool:
        return self.low <= 0 <= self.high and (self.fine or self.known.denominator == 1)

    @property
    def can_differ(self) -> bool:
        return not self.low == self.high == 0


def verdict(
    identity: Identity, cells: Mapping[str, int | Decimal | None], edition: Edition
) -> Status:
    """`violated` if no completion satisfies the identity, `passed` if all do, else `undetermined`.

    cells: cell path → value, None if blank; money in 万元. Each cell occurs once in an identity.
    """
    left = _sum(identity.left, 0, cells, edition)
    right = _sum(identity.right, identity.constant, cells, edition)
    gap = left - right
    can_hold, can_fail = {
        Relation.EQUAL: (gap.can_be_zero, gap.can_differ),
        Relation.AT_MOST: (gap.low <= 0, gap.high > 0),
        Relation.AT_LEAST: (gap.high >= 0, gap.low < 0),
        Relation.ZERO_IMPLIES_ZERO: (
            left.can_differ or right.can_be_zero,
            left.can_be_zero and right.can_differ,
        ),
    }[identity.relation]
    if can_hold and can_fail:
        return Status.UNDETERMINED
    return Status.PASSED if can_hold else Status.VIOLATED


def judge(edition: Edition, cells: Mapping[str, int | Decimal | None]) -> dict[str, Status]:
    """The verdict on every identity of the edition, by the identity's name."""
    return {identity.name: verdict(identity, cells, edition) for identity in edition.identities}


def _sum(
    paths: Sequence[str],
    constant: int,
    cells: Mapping[str, int | Decimal | None],
    edition: Edition,
) -> _Sum:
    values = [cells[path] for path in paths]
    blanks = {edition.cells[path].kind for path in paths if cells[path] is None}
    # Fractions, because sums of decimals round to the caller's decimal context.
    known = sum((Fraction(value) for value in values if value is not None), Fraction(constant))
    return _Sum(
        low=-inf if Kind.SIGNED in blanks else known,
        high=inf if blanks else known,
        known=known,
        fine=Kind.MONEY in blanks,
    )
