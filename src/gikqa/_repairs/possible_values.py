"""Whole numbers that satisfy statements: bounds narrowed to a fixed point, then bisection."""

from collections.abc import Mapping, Sequence

from gikqa._repairs.budget import Budget
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
    statements: Sequence[Statement], bounds: Bounds, budget: Budget
) -> dict[int, int] | None:
    """Values within the bounds that satisfy all statements; None if there are none.

    Raises OutOfStepsError.
    """
    open_bounds = [dict(bounds)]
    while open_bounds:
        current = open_bounds.pop()
        if not _narrow(statements, current, budget):
            continue
        wide = [cell for cell, (low, high) in current.items() if low < high]
        if not wide:
            return {cell: low for cell, (low, _) in current.items()}
        lowest = {cell: low for cell, (low, _) in current.items()}
        budget.spend(len(statements))
        if all(_holds(statement, lowest) for statement in statements):
            return lowest
        cell = min(wide, key=lambda one: (current[one][1] - current[one][0], one))
        low, high = current[cell]
        middle = _middle(low, high)
        halves = [current | {cell: (middle + 1, high)}, current | {cell: (low, middle)}]
        # The half without an end is looked at last, or the other would never be.
        open_bounds += halves if low > -BEYOND // 2 else reversed(halves)
    return None


def _middle(low: int, high: int) -> int:
    """Where to cut a range in two; one without an end near its other end."""
    ends_below, ends_above = low > -BEYOND // 2, high < BEYOND // 2
    if ends_below and ends_above:
        return (low + high) // 2
    if ends_below:
        return low + 2 * abs(low) + 1
    return high - 2 * abs(high) - 1 if ends_above else -1


def _holds(statement: Statement, values: Mapping[int, int]) -> bool:
    return possible(statement, {cell: (values[cell], values[cell]) for cell in statement.cells})


def _narrow(statements: Sequence[Statement], bounds: Bounds, budget: Budget) -> bool:
    """Narrow bounds in place until nothing changes; False if a statement cannot hold."""
    changed = True
    while changed:
        changed = False
        for statement in statements:
            budget.spend(len(statement.terms))
            if not possible(statement, bounds):
                return False
            if statement.relation is Relation.ZERO_IMPLIES_ZERO:
                least, most = reach(statement.terms, bounds)
                zero = Statement("", Relation.EQUAL, statement.others or {})
                if least or most:
                    continue
                statement = zero
            terms, constant = statement.terms, statement.constant
            changed |= _narrow_at_most(terms, constant, bounds)
            if statement.relation is Relation.EQUAL:
                opposite = {cell: -share for cell, share in terms.items()}
                changed |= _narrow_at_most(opposite, -constant, bounds)
            if any(bounds[cell][0] > bounds[cell][1] for cell in terms):
                return False
    return True


def _narrow_at_most(terms: Coefficients, constant: int, bounds: Bounds) -> bool:
    """Narrow the bounds of cells of which Σ coefficient · cell is at most a constant."""
    least, _ = reach(terms, bounds)
    changed = False
    for cell, share in terms.items():
        low, high = bounds[cell]
        room = constant - least + (share * low if share > 0 else share * high)
        if abs(room) > BEYOND // 2:
            continue
        if share > 0 and room // share < high:
            bounds[cell] = (low, room // share)
            changed = True
        elif share < 0 and -(room // -share) > low:
            bounds[cell] = (-(room // -share), high)
            changed = True
    return changed
