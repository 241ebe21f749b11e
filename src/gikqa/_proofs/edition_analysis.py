"""What the identities of an edition say together: can all hold, does one follow from others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gikqa._proofs.connected import connected
from gikqa._proofs.linear import ONE, Form, add, combination
from gikqa._proofs.statements import MONEY_PLACES, breaking, broken, demand, statement_of
from gikqa._proofs.whole_numbers import Demand, Statement, first_solution, without_spare
from gikqa.editions.edition import Edition, Identity, Kind, Relation

Cells = dict[str, int | Decimal]
"""Cell path → value of a report without blanks; money in 万元."""


def feasible(edition: Edition, *, least: int = 1) -> Cells | None:
    """A report that satisfies every identity; None if there is none.

    Every cell holds at least `least` (0 gives the plainest report), except in groups of connected
    cells whose identities forbid it; those hold any values that satisfy them.
    """
    cells: Cells = dict.fromkeys(edition.cells, least)
    for group in groups(edition.identities):
        demands = [demand(identity, edition.cells) for identity in group]
        found = _find(edition, demands, least) or _find(edition, demands)
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


def groups(identities: Iterable[Identity]) -> list[tuple[Identity, ...]]:
    """The identities in groups that share no cell, so that each can be reasoned about alone."""
    every = list(identities)
    return [tuple(every[at] for at in each) for each in connected(one.cells for one in every)]


def gap(identity: Identity) -> Form:
    """A form that is zero where an equality holds, and at most zero where an inequality does."""
    said = statement_of(identity, {})
    return add({path: Fraction(n) for path, n in said.shares.items()}, {ONE: Fraction(-said.due)})


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

    return _alone(edition, broken(identity, edition.cells), others, base)


def witness_of(edition: Edition, said: Statement) -> Cells | tuple[str, ...]:
    """A report that breaks one more statement, in steps, alone; or the identities that imply it."""
    base = feasible(edition, least=0) or {}
    return _alone(edition, breaking(said), edition.identities, base)


def _alone(
    edition: Edition, broken_one: Demand, others: Sequence[Identity], base: Cells
) -> Cells | tuple[str, ...]:
    def alone(kept: Sequence[Identity]) -> Cells | None:
        return _find(edition, [broken_one, *(demand(other, edition.cells) for other in kept)])

    found = alone(others)
    if found is not None:
        return base | found
    return tuple(one.name for one in without_spare(others, lambda kept: alone(kept) is None))


def _find(edition: Edition, demands: Sequence[Demand], least: int = 0) -> Cells | None:
    """Cells, each at least `least`, that meet every demand; None if none exist."""
    kinds = {path: cell.kind for path, cell in edition.cells.items()}
    signed = {path for path, kind in kinds.items() if kind is Kind.SIGNED and not least}
    fen = 10**MONEY_PLACES
    base = {path: least * (fen if kind is Kind.MONEY else 1) for path, kind in kinds.items()}

    def moved(one: Statement) -> Statement:
        return replace(one, due=one.due - sum(n * base[path] for path, n in one.shares.items()))

    found = first_solution([[[*map(moved, each)] for each in one] for one in demands], signed)
    if found is None:
        return None
    steps = {path: base[path] + value for path, value in found.items()}
    return {
        path: Decimal(n).scaleb(-MONEY_PLACES) if kinds[path] is Kind.MONEY else n
        for path, n in steps.items()
    }
