"""The smallest repairs of a small table, by trying every value of every cell."""

from collections.abc import Sequence
from itertools import combinations
from random import Random

import numpy as np

from gikqa._repairs.budget import Budget
from gikqa._repairs.components import Component, Statement
from gikqa._repairs.search import Found, Search
from gikqa.editions.edition import Relation

LEAST, MOST = -18, 26
"""The values tried; those of the tables below are so small that no repair needs a larger one."""


def smallest_repairs(component: Component, values: Sequence[int | None]) -> Found:
    """Changed cells → the value of each, None where several would do; no cells for a sound one."""
    ranges = [
        np.arange(LEAST if cell in component.signed else 0, MOST + 1) for cell in range(len(values))
    ]
    known = [cell for cell, value in enumerate(values) if value is not None]
    for size in range(len(known) + 1):
        found: Found = {}
        for cells in combinations(known, size):
            tried = [
                np.array([values[cell]]) if cell in known and cell not in cells else ranges[cell]
                for cell in range(len(values))
            ]
            points = np.argwhere(_fulfilled(component, tried))
            if len(points):
                right = [{int(tried[cell][at]) for at in points[:, cell]} for cell in cells]
                found[cells] = tuple(one.pop() if len(one) == 1 else None for one in right)
        if found:
            return found
    return {}


def _fulfilled(component: Component, tried: Sequence[np.ndarray]) -> np.ndarray:
    grid = np.ix_(*tried)
    fulfilled = np.ones([len(one) for one in tried], bool)
    for statement in component.statements:
        total = sum(share * grid[cell] for cell, share in statement.terms.items())
        if statement.relation is Relation.EQUAL:
            fulfilled &= total == statement.constant
        elif statement.relation is Relation.AT_MOST:
            fulfilled &= total <= statement.constant
        else:
            others = sum(share * grid[cell] for cell, share in (statement.others or {}).items())
            fulfilled &= (total != 0) | (others == 0)
    return fulfilled


def small_table(random: Random) -> tuple[Component, list[int | None]]:
    """A component of up to five cells, and values for them, at most two of them blank."""
    size = random.randint(2, 5)
    cells = range(size)
    statements = []
    for number in range(random.randint(1, 4)):
        relation = random.choice(
            [Relation.EQUAL] * 4 + [Relation.AT_MOST, Relation.ZERO_IMPLIES_ZERO]
        )
        order = random.sample(cells, size)
        cut = random.randint(1, size - 1)
        end = random.randint(cut + 1, size)
        left, right = dict.fromkeys(order[:cut], 1), dict.fromkeys(order[cut:end], 1)
        if relation is Relation.ZERO_IMPLIES_ZERO:
            statements.append(Statement(str(number), relation, left, others=right))
        else:
            terms = left | {cell: -share for cell, share in right.items()}
            if number == 0 and random.random() < 0.5:
                terms[order[0]] *= 2
            constant = random.choice([0, 0, 0, 1, -2])
            statements.append(Statement(str(number), relation, terms, constant))
    signed = frozenset(random.sample(cells, random.randint(0, 1)))
    values: list[int | None] = [random.randint(0, 2) for _ in cells]
    for cell in random.sample(cells, random.randint(0, 2)):
        values[cell] = None
    paths = tuple(f"table.row{cell}.column" for cell in cells)
    return Component(paths, tuple(statements), signed, frozenset()), values


def check_against_brute_force(component: Component, values: Sequence[int | None]) -> None:
    """The search has to find what trying every value finds, and no more."""
    expected = smallest_repairs(component, values)
    size = min(map(len, expected), default=0)
    search = Search(component, values, Budget(50_000))
    for smaller in range(size):
        assert search.repairs(smaller) == {}
    assert search.repairs(size) == expected
