"""Whether whole numbers can satisfy the statements of a component, and which."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from gikqa._proofs import whole_numbers
from gikqa._repairs.budget import Budget, OutOfStepsError
from gikqa._repairs.components import Coefficients, Statement
from gikqa.editions.edition import Relation

_STEPS = 20
"""What a solution costs, beside its terms."""

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
    linear, zeros = list(further), []
    for one in statements:
        left = _left(one.terms, one.constant, known)
        if one.relation is not Relation.ZERO_IMPLIES_ZERO:
            linear.append(replace(left, equal=one.relation is Relation.EQUAL))
        else:
            zeros.append((left, _left(one.others or {}, 0, known)))
    return _solution(linear, zeros, frozenset(map(str, signed)), budget)


def _left(terms: Coefficients, constant: int, known: Mapping[int, int]) -> whole_numbers.Statement:
    """What a sum says of the cells that are not known."""
    due = constant - sum(share * known[cell] for cell, share in terms.items() if cell in known)
    return whole_numbers.Statement(
        {str(one): n for one, n in terms.items() if one not in known}, due
    )


def _solution(
    linear: Sequence[whole_numbers.Statement],
    zeros: Sequence[tuple[whole_numbers.Statement, whole_numbers.Statement]],
    signed: frozenset[str],
    budget: Budget,
) -> dict[str, int] | None:
    """A solution of linear statements where each first of a pair is not zero, or the second is."""
    budget.spend(_STEPS + sum(len(one.shares) for one in linear))
    try:
        found = whole_numbers.solution(linear, signed)
    except whole_numbers.GaveUpError as error:
        raise OutOfStepsError from error
    if found is None or not zeros:
        return found
    (left, right), *others = zeros
    less = replace(left, due=left.due - 1, equal=False)
    minus = {name: -share for name, share in left.shares.items()}
    more = whole_numbers.Statement(minus, -left.due - 1, equal=False)
    for one in (right, more, less):
        found = _solution([*linear, one], others, signed, budget)
        if found is not None:
            return found
    return None
