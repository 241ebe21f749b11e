"""Whether whole numbers can satisfy linear statements together, and which of them clash.

Exact: limits of each unknown are narrowed as far as they go; what that leaves open is decided by a
simplex over exact numbers, and by branching where only fractions would do. The statements of the
forms need no branching: the rows and the columns of a table are two families of sets, each nested
in itself, and such a system has whole corners (it is totally unimodular).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TypeAlias, TypeVar

from gikqa._proofs.connected import connected

Number = int | Fraction
Of = TypeVar("Of")

_ROUNDS = 20
"""Limits that feed each other (a > b > a) could be narrowed for ever."""
_PIVOTS = 2_000
_BRANCHES = 100


@dataclass(frozen=True)
class Statement:
    """Σ share · unknown is `due` if `equal`, else at most `due`; no share is zero."""

    shares: Mapping[str, int]
    due: int
    equal: bool = True


Demand: TypeAlias = Sequence[Sequence[Statement]]
"""Alternatives, of one of which all statements have to hold."""


class _ContradictionError(Exception):
    """The limits of an unknown exclude each other."""


@dataclass
class _Limits:
    """The least and the greatest value of each unknown, None where there is none."""

    low: dict[str, int | None]
    high: dict[str, int | None]

    def narrow(self, shares: Mapping[str, int], due: int) -> bool:
        """Take in Σ share · unknown ≤ due; whether a limit has changed."""
        least, endless = 0, []
        for name, share in shares.items():
            limit = self.low[name] if share > 0 else self.high[name]
            if limit is None:
                endless.append(name)
            else:
                least += share * limit
        if not endless and least > due:
            raise _ContradictionError
        if len(endless) > 1:
            return False
        changed = False
        for name in endless or shares:
            share = shares[name]
            limit = self.low[name] if share > 0 else self.high[name]
            room = due - least + share * (limit or 0)
            if share > 0:
                changed |= self._limit(name, None, room // share)
            else:
                changed |= self._limit(name, -(room // -share), None)
        return changed

    def _limit(self, name: str, least: int | None, most: int | None) -> bool:
        low, high = self.low[name], self.high[name]
        if least is not None and (low is None or low < least):
            self.low[name] = low = least
        elif most is not None and (high is None or high > most):
            self.high[name] = high = most
        else:
            return False
        if low is not None and high is not None and low > high:
            raise _ContradictionError
        return True


class GaveUpError(Exception):
    """Whether whole numbers satisfy the statements would take too long to decide."""


def solution(
    statements: Sequence[Statement], signed: Collection[str] = (), branches: int = _BRANCHES
) -> dict[str, int] | None:
    """Whole numbers ≥ 0 (`signed`: any) that satisfy all statements; None if there are none.

    Raises GaveUpError.
    """
    try:
        limits = _narrowed(statements, signed)
    except _ContradictionError:
        return None
    guess = {
        name: low if low is not None else min(limits.high[name] or 0, 0)
        for name, low in limits.low.items()
    }
    if all(_holds(one, guess) for one in statements):
        return guess
    found = _point(statements, limits.low)
    for name, value in (found or {}).items():
        if value.denominator > 1:
            if not branches:
                raise GaveUpError
            below = Statement({name: 1}, floor(value), equal=False)
            above = Statement({name: -1}, -floor(value) - 1, equal=False)
            return _either(statements, (below, above), signed, branches // 2)
    return None if found is None else {name: int(value) for name, value in found.items()}


def _either(
    statements: Sequence[Statement],
    halves: Sequence[Statement],
    signed: Collection[str],
    branches: int,
) -> dict[str, int] | None:
    """A solution with one of the halves, the first of which may be too hard."""
    gave_up = False
    for half in halves:
        try:
            found = solution([*statements, half], signed, branches)
        except GaveUpError:
            gave_up = True
        else:
            if found is not None:
                return found
    if gave_up:
        raise GaveUpError
    return None


def first_solution(
    demands: Sequence[Demand], signed: Collection[str] = ()
) -> dict[str, int] | None:
    """A solution of one alternative of each demand; None if there is none. Raises GaveUpError."""
    sure = [one for demand in demands if len(demand) == 1 for one in demand[0]]
    found = solution(sure, signed)
    first, *others = [demand for demand in demands if len(demand) > 1] or [()]
    if found is None or not first:
        return found
    for alternative in first:
        found = first_solution([[[*sure, *alternative]], *others], signed)
        if found is not None:
            return found
    return None


def without_spare(members: Sequence[Of], clash: Callable[[list[Of]], bool]) -> list[Of]:
    """The members that a clash needs: the first of those that can be spared are left out."""
    needed = list(members)
    for one in members:
        rest = [other for other in needed if other is not one]
        if clash(rest):
            needed = rest
    return needed


def clashes(demands: Sequence[Demand], signed: Collection[str] = ()) -> Iterator[tuple[int, ...]]:
    """Sets of demands that cannot be met together, by number; without one of a set, the rest can.

    One set for each group of demands that are connected by their unknowns, at most; none of a group
    for which this would take too long to decide.
    """
    unknowns = [{name for way in each for one in way for name in one.shares} for each in demands]
    for group in connected(unknowns):

        def clash(numbers: Sequence[int]) -> bool:
            try:
                return first_solution([demands[number] for number in numbers], signed) is None
            except GaveUpError:
                return False

        if clash(group):
            yield tuple(without_spare(group[::-1], clash))[::-1]


def _holds(one: Statement, values: Mapping[str, int]) -> bool:
    total = sum(share * values[name] for name, share in one.shares.items())
    return total == one.due if one.equal else total <= one.due


def _narrowed(statements: Sequence[Statement], signed: Collection[str]) -> _Limits:
    """The limits of the unknowns; raises `_ContradictionError` if they exclude each other."""
    names = dict.fromkeys(name for one in statements for name in one.shares)
    limits = _Limits({name: None if name in signed else 0 for name in names}, dict.fromkeys(names))
    minus = [{name: -share for name, share in one.shares.items()} for one in statements]
    for _ in range(_ROUNDS):
        changed = False
        for one, opposite in zip(statements, minus, strict=True):
            changed |= limits.narrow(one.shares, one.due)
            if one.equal:
                changed |= limits.narrow(opposite, -one.due)
        if not changed:
            break
    return limits


@dataclass
class _Row:
    """A line of the tableau: Σ share · column = value, solved for the column that is its key."""

    shares: dict[str, Number]
    value: Number

    def less(self, other: "_Row", times: Number) -> None:
        """Subtract a multiple of another line."""
        for name, share in other.shares.items():
            left = self.shares.get(name, 0) - times * share
            if left:
                self.shares[name] = left
            else:
                self.shares.pop(name, None)
        self.value -= times * other.value


def _point(
    statements: Sequence[Statement], low: Mapping[str, int | None]
) -> dict[str, Fraction] | None:
    """Values that satisfy the statements, fractions allowed; None if there are none.

    Raises GaveUpError. First phase of the simplex: each line begins with an excess of its own,
    which has to vanish.
    """
    rows: dict[str, _Row] = {}
    for number, one in enumerate(statements):
        row = _Row({}, one.due - sum(s * (low[name] or 0) for name, s in one.shares.items()))
        for name, share in one.shares.items():
            row.shares[name] = share
            if low[name] is None:
                row.shares[f"\0{name}"] = -share  # what may be negative is a difference
        if not one.equal:
            row.shares[f"\1{number}"] = 1
        if row.value < 0:
            row = _Row({name: -share for name, share in row.shares.items()}, -row.value)
        slack = f"\1{number}"
        rows[slack if row.shares.get(slack, 0) > 0 else f"\2{number}"] = row
    excess = _Row({}, 0)
    for key, row in rows.items():
        if key[0] == "\2":
            excess.less(row, -1)
    for _ in range(_PIVOTS):
        if not excess.value:
            return {name: Fraction(_value_of(name, rows, low)) for name in low}
        # The smallest name of those that help: so the simplex never runs in a circle.
        entering = min((name for name, share in excess.shares.items() if share > 0), default=None)
        if entering is None:
            return None
        leaving = min(
            (Fraction(row.value) / row.shares[entering], key[0] != "\2", key)
            for key, row in rows.items()
            if row.shares.get(entering, 0) > 0
        )[2]
        pivot = rows.pop(leaving)
        head = pivot.shares[entering]
        if head != 1:
            pivot.shares = {name: _exact(part, head) for name, part in pivot.shares.items()}
            pivot.value = _exact(pivot.value, head)
        for row in (*rows.values(), excess):
            if times := row.shares.get(entering, 0):
                row.less(pivot, times)
        rows[entering] = pivot
    raise GaveUpError


def _value_of(name: str, rows: Mapping[str, _Row], low: Mapping[str, int | None]) -> Number:
    zero = _Row({}, 0)
    return (low[name] or 0) + rows.get(name, zero).value - rows.get(f"\0{name}", zero).value


def _exact(part: Number, share: Number) -> Number:
    """A quotient, as a whole number where it is one: these are ten times as fast."""
    found = Fraction(part) / share
    return found.numerator if found.denominator == 1 else found
