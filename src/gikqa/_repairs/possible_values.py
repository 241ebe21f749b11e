"""Whether whole numbers can satisfy the statements of a component, and which."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from gikqa._proofs import whole_numbers
from gikqa._proofs.statements import differing
from gikqa._repairs.budget import Budget, OutOfStepsError
from gikqa._repairs.components import Coefficients, Statement
from gikqa.editions.edition import Relation

BEYOND = 1 << 400
"""Larger than any sum of cells of 64 bits; an unknown without an end is bounded by it."""

Bounds = dict[int, tuple[int, int]]
"""Cell → least and largest value."""


def reach(terms: Mapping[int, int], bounds: Mapping[int, tuple[int, int]]) -> tuple[int, int]:
    """The least and the largest value of Σ coefficient · cell."""
    least = most = 0
    for cell, share in terms.items():
        low, high = bounds[cell]
        if share < 0:
            low, high = high, low
        least += share * low
        most += share * high
    return least, most


def possible(statement: Statement, bounds: Mapping[int, tuple[int, int]]) -> bool:
    """Whether a statement could hold, as far as the bounds of its cells show."""
    least, most = reach(statement.terms, bounds)
    if statement.relation is Relation.EQUAL:
        return least <= statement.constant <= most
    if statement.relation is Relation.AT_MOST:
        return least <= statement.constant
    if least or most:
        return True
    least, most = reach(statement.others or {}, bounds)
    return least <= 0 <= most


def solution(
    statements: Sequence[Statement],
    known: Mapping[int, int],
    signed: Collection[int],
    budget: Budget,
    further: Sequence[whole_numbers.Statement] = (),
) -> dict[str, int] | None:
    """Whole numbers for the cells that are not known; None if nothing satisfies all statements.

    A cell that they leave free may be absent. further: statements about cells by `str(number)`.
    Raises OutOfStepsError.
    """
    demands: list[whole_numbers.Demand] = [[further]]
    for one in statements:
        left = _left(one.terms, one.constant, known)
        if one.relation is Relation.ZERO_IMPLIES_ZERO:
            right = _left(one.others or {}, 0, known)
            demands.append([[right], *([each] for each in differing(left))])
        else:
            demands.append([[replace(left, equal=one.relation is Relation.EQUAL)]])
        budget.spend(1 + len(left.shares))
    try:
        return whole_numbers.first_solution(demands, frozenset(map(str, signed)))
    except whole_numbers.GaveUpError as error:
        raise OutOfStepsError from error


def _left(terms: Coefficients, constant: int, known: Mapping[int, int]) -> whole_numbers.Statement:
    """What a sum says of the cells that are not known."""
    due = constant - sum(share * known[cell] for cell, share in terms.items() if cell in known)
    return whole_numbers.Statement(
        {str(cell): share for cell, share in terms.items() if cell not in known}, due
    )
