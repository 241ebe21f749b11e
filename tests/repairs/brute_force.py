"""The smallest repairs of a small table, by trying every value of every cell."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from gikqa._repairs.components import Component, Statement
from gikqa._repairs.search import Found
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


@st.composite
def small_tables(draw: st.DrawFn) -> tuple[Component, list[int | None]]:
    """A component of up to five cells, and values for them, at most two of them blank."""
    size = draw(st.integers(2, 5))
    cells = range(size)
    statements = []
    for number in range(draw(st.integers(1, 4))):
        relation = draw(
            st.sampled_from([Relation.EQUAL] * 4 + [Relation.AT_MOST, Relation.ZERO_IMPLIES_ZERO])
        )
        order = draw(st.permutations(cells))
        cut = draw(st.integers(1, size - 1))
        end = draw(st.integers(cut + 1, size))
        left, right = dict.fromkeys(order[:cut], 1), dict.fromkeys(order[cut:end], 1)
        if relation is Relation.ZERO_IMPLIES_ZERO:
            statements.append(Statement(str(number), relation, left, others=right))
        else:
            terms = left | {cell: -share for cell, share in right.items()}
            if number == 0 and draw(st.booleans()):
                terms[order[0]] *= 2
            constant = draw(st.sampled_from([0, 0, 0, 1, -2]))
            statements.append(Statement(str(number), relation, terms, constant))
    signed = frozenset(draw(st.sets(st.sampled_from(cells), max_size=1)))
    values: list[int | None] = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    for cell in draw(st.sets(st.sampled_from(cells), max_size=2)):
        values[cell] = None
    paths = tuple(f"table.row{cell}.column" for cell in cells)
    return Component(paths, tuple(statements), signed, frozenset()), values
