"""Equations of a form as statements about whole numbers; which of them contradict each other.

Amounts of money count in fen: a millionth of 万元 is the smallest amount that can be paid.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gikqa._proofs.whole_numbers import Demand, Statement, clashes
from gikqa.editions.edition import Cell, Identity, Kind, Relation

MONEY_PLACES = 6
"""Decimals of 万元 that make one fen."""


def is_linear(identity: Identity, cells: Mapping[str, Cell]) -> bool:
    """Whether an identity is one equation or inequality between counts."""
    whole = all(cells[path].kind is not Kind.MONEY for path in identity.cells)
    return whole and identity.relation is not Relation.ZERO_IMPLIES_ZERO


def statement_of(identity: Identity, values: Mapping[str, int | None]) -> Statement:
    """What an identity says of the cells that are blank; values: cell path → value, None if so."""
    shares: dict[str, int] = {}
    due = identity.constant
    for cells, sign in ((identity.left, 1), (identity.right, -1)):
        for cell in cells:
            value = values.get(cell)
            if value is None:
                shares[cell] = shares.get(cell, 0) + sign
            else:
                due -= sign * value
    shares = {cell: share for cell, share in shares.items() if share}
    said = Statement(shares, due, equal=identity.relation is Relation.EQUAL)
    return minus(said) if identity.relation is Relation.AT_LEAST else said


def minus(one: Statement) -> Statement:
    """The statement with the other sign: at most becomes at least."""
    return replace(one, shares={cell: -n for cell, n in one.shares.items()}, due=-one.due)


def demand(identity: Identity, cells: Mapping[str, Cell]) -> Demand:
    """The ways in which a report can satisfy an identity."""
    if identity.relation is not Relation.ZERO_IMPLIES_ZERO:
        return [[in_steps(statement_of(identity, {}), cells)]]
    left, right = _sides(identity, cells)
    return [[right], *([one] for one in differing(left))]


def broken(identity: Identity, cells: Mapping[str, Cell]) -> Demand:
    """The ways in which a report can break an identity."""
    if identity.relation is Relation.ZERO_IMPLIES_ZERO:
        left, right = _sides(identity, cells)
        return [[left, one] for one in differing(right)]
    return breaking(in_steps(statement_of(identity, {}), cells))


def breaking(one: Statement) -> Demand:
    """The ways in which a statement about whole numbers can be false."""
    below, above = differing(one)
    return [[above], [below]] if one.equal else [[above]]


def differing(one: Statement) -> tuple[Statement, Statement]:
    """The sum is below what is due, or above it."""
    below = replace(one, due=one.due - 1, equal=False)
    other = minus(one)
    return below, replace(other, due=other.due - 1, equal=False)


def in_steps(one: Statement, cells: Mapping[str, Cell]) -> Statement:
    """The statement with its amounts of money in fen."""
    money = {path for path in one.shares if cells[path].kind is Kind.MONEY}
    if not money:
        return one
    scale = 10**MONEY_PLACES
    shares = {path: n if path in money else n * scale for path, n in one.shares.items()}
    return replace(one, shares=shares, due=one.due * scale)


def _sides(identity: Identity, cells: Mapping[str, Cell]) -> tuple[Statement, Statement]:
    """That the left side is zero, and that the right side is."""
    alone = (replace(identity, left=side, right=()) for side in (identity.left, identity.right))
    left, right = (replace(statement_of(one, {}), equal=True) for one in alone)
    return in_steps(left, cells), in_steps(right, cells)


def contradiction(
    identities: Iterable[Identity], cells: Mapping[str, Cell], further: Sequence[Statement] = ()
) -> tuple[Identity, ...] | None:
    """Identities that no report satisfies together, or none of them with `further`; None if fine.

    Without any one of them the others, with `further`, can be satisfied. further: in steps.
    """
    signed = {path for path, cell in cells.items() if cell.kind is Kind.SIGNED}
    every, extra = list(identities), [[[one]] for one in further]
    demands: list[Demand] = [*extra, *(demand(one, cells) for one in every)]
    found = next(clashes(demands, signed), None)
    if found is None:
        return None
    return tuple(every[number - len(extra)] for number in found if number >= len(extra))
