"""What the identities of an edition say together: can all hold, does one follow from others.

Exact throughout: fractions, elimination, and a simplex that only decides whether a point exists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import lcm

from gikqa._proofs.connected import connected
from gikqa._proofs.linear import (
    ONE,
    Form,
    add,
    combination,
    nonnegative_point,
    substitute,
)
from gikqa.editions.edition import Edition, Identity, Kind, Relation

Cells = dict[str, int | Decimal]
"""Cell path → value of a report without blanks; money in 万元."""

MONEY_STEP = Fraction(1, 10**6)


def feasible(edition: Edition, *, least: int = 1) -> Cells | None:
    """A report that satisfies every identity; None if there is none.

    Every cell holds at least `least` (0 gives the plainest report), except in groups of connected
    cells whose identities forbid it; those hold any values that satisfy them.
    """
    cells: Cells = dict.fromkeys(edition.cells, least)
    for group in groups(edition.identities):
        if not all(holds(identity, cells) for identity in group):
            demands = [_holding(edition, identity) for identity in group]
            found = _find(edition, demands, group, least=least) or _find(edition, demands, group)
            if found is None:
                return None
            cells |= found
    return cells


def with_base(edition: Edition) -> Edition:
    """The edition with the identities of the one that it extends, if it extends one."""
    if edition.base is None:
        return edition
    return replace(edition, identities=(*edition.base.identities, *edition.identities))


def witnesses(
    edition: Edition, names: Collection[str] | None = None
) -> dict[str, Cells | tuple[str, ...]]:
    """For each identity a report that breaks it alone, or the identities that imply it.

    The implying names are minimal: without any one of them the rest implies it no longer. An
    empty tuple means that no report at all can break the identity. names: of the identities to
    look at; by default all.
    Raises ValueError if the edition has no report at all.
    """
    base = feasible(edition, least=0)
    if base is None:
        raise ValueError(f"no report satisfies every identity of edition {edition.key}")
    return {
        identity.name: _witness(edition, identity, group, base)
        for group in groups(edition.identities)
        for identity in group
        if names is None or identity.name in names
    }


def holds(identity: Identity, cells: Mapping[str, int | Decimal]) -> bool:
    """Whether an identity holds in a report without blanks."""
    left = sum((Fraction(cells[path]) for path in identity.left), Fraction(0))
    right = sum((Fraction(cells[path]) for path in identity.right), Fraction(identity.constant))
    match identity.relation:
        case Relation.EQUAL:
            return left == right
        case Relation.AT_MOST:
            return left <= right
        case Relation.AT_LEAST:
            return left >= right
        case Relation.ZERO_IMPLIES_ZERO:
            return left != 0 or right == 0


def groups(identities: Iterable[Identity]) -> list[tuple[Identity, ...]]:
    """The identities in groups that share no cell, so that each can be reasoned about alone."""
    known = list(identities)
    found = connected(identity.cells for identity in known)
    return [tuple(known[number] for number in group) for group in found]


def gap(identity: Identity) -> Form:
    """Left side minus right side; an identity compares this with zero."""
    left, right = sides(identity)
    return add(left, right, Fraction(-1))


def sides(identity: Identity) -> tuple[Form, Form]:
    """Left and right side as forms; the constant belongs to the right."""
    left: Form = {}
    for path in identity.left:
        left = add(left, {path: Fraction(1)})
    right = add({}, {ONE: Fraction(identity.constant)})
    for path in identity.right:
        right = add(right, {path: Fraction(1)})
    return left, right


# Conditions on a point, as alternatives: (forms that are zero, forms that are at most zero).
_Demand = list[tuple[list[Form], list[Form]]]


def _holding(edition: Edition, identity: Identity) -> _Demand:
    left, right = sides(identity)
    step = _step(edition, identity.left)
    alternatives: dict[Relation, _Demand] = {
        Relation.EQUAL: [([gap(identity)], [])],
        Relation.AT_MOST: [([], [gap(identity)])],
        Relation.AT_LEAST: [([], [_at_least(gap(identity), Fraction(0))])],
        Relation.ZERO_IMPLIES_ZERO: [*_differing(left, step), ([right], [])],
    }
    return alternatives[identity.relation]


def _breaking(edition: Edition, identity: Identity) -> _Demand:
    left, right = sides(identity)
    below, above = _differing(gap(identity), _step(edition, identity.cells))
    differing = _differing(right, _step(edition, identity.right))
    alternatives: dict[Relation, _Demand] = {
        Relation.EQUAL: [above, below],
        Relation.AT_MOST: [above],
        Relation.AT_LEAST: [below],
        Relation.ZERO_IMPLIES_ZERO: [([left], forms) for _, forms in differing],
    }
    return alternatives[identity.relation]


def _differing(form: Form, step: Fraction) -> _Demand:
    """The form is below zero, or above, by at least the smallest step that its cells can make."""
    return [([], [_at_least(add({}, form, Fraction(sign)), step)]) for sign in (-1, 1)]


def _at_least(form: Form, step: Fraction) -> Form:
    return add({ONE: step} if step else {}, form, Fraction(-1))


def _step(edition: Edition, paths: Sequence[str]) -> Fraction:
    money = any(edition.cells[path].kind is Kind.MONEY for path in paths)
    return MONEY_STEP if money else Fraction(1)


def _witness(
    edition: Edition, identity: Identity, group: Sequence[Identity], base: Cells
) -> Cells | tuple[str, ...]:
    others = [other for other in group if other is not identity]
    if identity.relation is Relation.EQUAL:
        equal = [other for other in others if other.relation is Relation.EQUAL]
        # Narrow statements first: the combination found then uses few and short ones.
        equal.sort(key=lambda other: len(other.cells))
        shares = combination(gap(identity), {other.name: gap(other) for other in equal})
        if shares is not None:
            return tuple(other.name for other in group if other.name in shares)

    def alone(kept: Sequence[Identity]) -> Cells | None:
        demands = [_breaking(edition, identity), *(_holding(edition, other) for other in kept)]
        return _find(edition, demands, [identity, *kept], broken=identity)

    found = alone(others)
    if found is not None:
        return base | found
    needed = list(others)
    for other in others:
        if alone([kept for kept in needed if kept is not other]) is None:
            needed.remove(other)
    return tuple(other.name for other in needed)


def _find(
    edition: Edition,
    demands: Sequence[_Demand],
    group: Sequence[Identity],
    *,
    least: int = 0,
    broken: Identity | None = None,
) -> Cells | None:
    """Cells of the group, each at least `least`, that meet every demand; None if none exist."""
    paths = list(dict.fromkeys(path for identity in group for path in identity.cells))
    signed = {path for path in paths if edition.cells[path].kind is Kind.SIGNED and not least}
    unwhole = False
    for choice in product(*demands):
        zero = [form for forms, _ in choice for form in forms]
        at_most = [form for _, forms in choice for form in forms]
        point = _point(paths, zero, at_most, signed, least)
        if point is not None:
            cells = _in_whole_units(edition, point)
            if all(holds(identity, cells) != (identity is broken) for identity in group):
                return cells
            unwhole = True
    if unwhole:
        raise ValueError(f"{edition.key}: only fractions were found for {group[0].name}")
    return None


def _point(
    paths: Sequence[str], zero: list[Form], at_most: list[Form], signed: set[str], least: int
) -> dict[str, Fraction] | None:
    """Cells ≥ `least`, or `signed`, that make forms zero and others at most zero; None if none."""
    # The simplex knows only what is at least zero: cells are moved, signed ones are split in two.
    parts = {
        path: {path: Fraction(1), **({f"-{path}": Fraction(-1)} if path in signed else {})}
        | {ONE: Fraction(least)}
        for path in paths
    }
    rows = [substitute(form, parts) for form in (*at_most, *zero)]
    rows += [substitute(form, parts, -1) for form in zero]
    free = nonnegative_point(rows)
    if free is None:
        return None
    none = Fraction(0)
    return {path: least + free.get(path, none) - free.get(f"-{path}", none) for path in paths}


def _in_whole_units(edition: Edition, point: Mapping[str, Fraction]) -> Cells:
    """The point, or its smallest multiple whose counts are whole; money keeps its six places."""
    factor = lcm(*((value / _step(edition, [path])).denominator for path, value in point.items()))
    return {
        path: Decimal(int(value * factor / MONEY_STEP)).scaleb(-6)
        if edition.cells[path].kind is Kind.MONEY
        else int(value * factor)
        for path, value in point.items()
    }
