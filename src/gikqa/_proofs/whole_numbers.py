"""Whether whole numbers can satisfy linear statements together, and which of them clash.

Exact: limits of each unknown are narrowed as far as they go; what that leaves open is decided by a
simplex over exact numbers, and by branching where only fractions would do. The statements of the
forms need no branching: the rows and the columns of a table are two families of sets, each nested
in itself, and such a system has whole corners (it is totally unimodular).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from gikqa._proofs.connected import connected

Number = int | Fraction

_ROUNDS = 20
"""Limits that feed each other (a > b > a) could be narrowed for ever."""
_PIVOTS = 2_000
_BRANCHES = 50


@dataclass(frozen=True)
class Statement:
    """Σ share · unknown is `due` if `equal`, else at most `due`; no share is zero."""

    shares: Mapping[str, int]
    due: int
    equal: bool = True


class _Contradiction(Exception):  # noqa: N818 - ends the narrowing, no error
    """Limits that exclude each other; `bits` are the statements that they come from."""

    def __init__(self, bits: int) -> None:
        self.bits = bits


@dataclass
class _Limits:
    """The least and the greatest value of each unknown, None where there is none.

    `low_from`, `high_from`: the statements that a limit comes from, as bits.
    """

    low: dict[str, int | None]
    high: dict[str, int | None]
    low_from: dict[str, int]
    high_from: dict[str, int]

    def narrow(self, number: int, shares: Mapping[str, int], due: int) -> bool:
        """Take in Σ share · unknown ≤ due; whether a limit has changed."""
        least, endless, bits = 0, [], 1 << number
        for name, share in shares.items():
            limit = self.low[name] if share > 0 else self.high[name]
            if limit is None:
                endless.append(name)
            else:
                least += share * limit
                bits |= self.low_from[name] if share > 0 else self.high_from[name]
        if not endless and least > due:
            raise _Contradiction(bits)
        if len(endless) > 1:
            return False
        changed = False
        for name in endless or shares:
            share = shares[name]
            limit = self.low[name] if share > 0 else self.high[name]
            room = due - least + share * (limit or 0)
            changed |= self._below(name, room // share, bits) if share > 0 else False
            changed |= self._above(name, -(room // -share), bits) if share < 0 else False
        return changed

    def _below(self, name: str, most: int, bits: int) -> bool:
        high = self.high[name]
        if high is not None and high <= most:
            return False
        self.high[name], self.high_from[name] = most, bits
        return self._checked(name)

    def _above(self, name: str, least: int, bits: int) -> bool:
        low = self.low[name]
        if low is not None and low >= least:
            return False
        self.low[name], self.low_from[name] = least, bits
        return self._checked(name)

    def _checked(self, name: str) -> bool:
        low, high = self.low[name], self.high[name]
        if low is not None and high is not None and low > high:
            raise _Contradiction(self.low_from[name] | self.high_from[name])
        return True


def satisfiable(
    statements: Sequence[Statement], signed: Collection[str] = (), branches: int = _BRANCHES
) -> bool | None:
    """Whether whole numbers ≥ 0 (`signed`: any) satisfy all statements; None if it gives up."""
    try:
        limits = _narrowed(statements, signed)
    except _Contradiction:
        return False
    guess = {
        name: low if low is not None else min(limits.high[name] or 0, 0)
        for name, low in limits.low.items()
    }
    if all(_holds(one, guess) for one in statements):
        return True
    found = _point(statements, limits.low)
    if found is None or not found:
        return False if found is None else None
    for name, value in found.items():
        if value.denominator > 1:
            if not branches:
                return None
            below = Statement({name: 1}, floor(value), equal=False)
            above = Statement({name: -1}, -floor(value) - 1, equal=False)
            halves = [
                satisfiable([*statements, half], signed, branches // 2) for half in (below, above)
            ]
            return True if True in halves else None if None in halves else False
    return True


def clashes(
    statements: Sequence[Statement], signed: Collection[str] = ()
) -> Iterator[tuple[int, ...]]:
    """Sets of statements that cannot hold together, by number; without one of a set, the rest can.

    One set for each group of statements that are connected by their unknowns, at most.
    """
    for group in connected(one.shares for one in statements):
        members = [statements[number] for number in group]
        if satisfiable(members, signed) is not False:
            continue
        needed = list(group)
        try:
            _narrowed(members, signed)
        except _Contradiction as found:
            needed = [number for place, number in enumerate(group) if found.bits >> place & 1]
        for number in reversed(needed):
            rest = [statements[other] for other in needed if other != number]
            if satisfiable(rest, signed) is False:
                needed.remove(number)
        yield tuple(needed)


def _holds(one: Statement, values: Mapping[str, int]) -> bool:
    total = sum(share * values[name] for name, share in one.shares.items())
    return total == one.due if one.equal else total <= one.due


def _narrowed(statements: Sequence[Statement], signed: Collection[str]) -> _Limits:
    """The limits of the unknowns; raises `_Contradiction` if they exclude each other."""
    names = dict.fromkeys(name for one in statements for name in one.shares)
    none = dict.fromkeys(names, 0)
    limits = _Limits(
        low={name: None if name in signed else 0 for name in names},
        high=dict.fromkeys(names),
        low_from=none.copy(),
        high_from=none.copy(),
    )
    minus = [{name: -share for name, share in one.shares.items()} for one in statements]
    for _ in range(_ROUNDS):
        changed = False
        for number, one in enumerate(statements):
            changed |= limits.narrow(number, one.shares, one.due)
            if one.equal:
                changed |= limits.narrow(number, minus[number], -one.due)
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
    """Values that satisfy the statements, fractions allowed; None if there are none, {} if unknown.

    First phase of the simplex: each line begins with an excess of its own, which has to vanish.
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
    return {}


def _value_of(name: str, rows: Mapping[str, _Row], low: Mapping[str, int | None]) -> Number:
    zero = _Row({}, 0)
    return (low[name] or 0) + rows.get(name, zero).value - rows.get(f"\0{name}", zero).value


def _exact(part: Number, share: Number) -> Number:
    """A quotient, as a whole number where it is one: these are ten times as fast."""
    found = Fraction(part) / share
    return found.numerator if found.denominator == 1 else found
