"""All smallest repairs of one component of one report, by iterative deepening.

Whatever mends the component has to change a cell of each conflict: of each row of equalities, or
other statement, that cannot hold as long as only the cells chosen so far may change. So the search
branches on the cells of the smallest conflict, and misses no repair.
"""

from collections.abc import Collection, Mapping, Sequence
from math import gcd

from gikqa._proofs import whole_numbers
from gikqa._repairs.budget import Budget
from gikqa._repairs.components import Coefficients, Component, Statement
from gikqa._repairs.eliminate import Row, Rows
from gikqa._repairs.possible_values import BEYOND, Bounds, possible, reach, solution
from gikqa.editions.edition import Relation

Found = dict[tuple[int, ...], tuple[int | None, ...]]
"""Changed cells → the value of each; None where several values would do."""


def violated(component: Component, values: Sequence[int | None]) -> list[Statement]:
    """The statements that no values of the blanks can make true."""
    bounds = [
        (value, value) if value is not None else _free(component, cell)
        for cell, value in enumerate(values)
    ]
    numbered = dict(enumerate(bounds))
    return [one for one in component.statements if not possible(one, numbered)]


def disjoint(conflicts: Collection[frozenset[int]]) -> list[frozenset[int]]:
    """Conflicts that share no cell: at least as many cells have to change."""
    taken: set[int] = set()
    found = []
    for conflict in sorted(conflicts, key=_smallest_first):
        if taken.isdisjoint(conflict):
            taken |= conflict
            found.append(conflict)
    return found


def _smallest_first(cells: frozenset[int]) -> tuple[int, list[int]]:
    return len(cells), sorted(cells)


def _free(component: Component, cell: int) -> tuple[int, int]:
    return (-BEYOND if cell in component.signed else 0, BEYOND)


class Search:
    """The search for the smallest repairs of one component in one report.

    values: of each cell, None where blank. A blank is an unknown, which no repair changes.
    """

    def __init__(self, component: Component, values: Sequence[int | None], budget: Budget) -> None:
        self._component, self._budget = component, budget
        self._known = [0 if value is None else value for value in values]
        self._blanks = frozenset(cell for cell, value in enumerate(values) if value is None)
        by_kind = component.statements
        self._zeros = [one for one in by_kind if one.relation is Relation.ZERO_IMPLIES_ZERO]
        linear = [one for one in by_kind if one.relation is not Relation.ZERO_IMPLIES_ZERO]
        self._tested = [*self._zeros, *(linear if self._blanks else ())]
        rows = []
        for number, one in enumerate(linear, len(values)):
            filler = {} if one.relation is Relation.EQUAL else {number: 1}
            rows.append(({**one.terms, **filler}, one.constant - self._sum(one.terms)))
        self._fillers = frozenset(range(len(values), len(values) + len(linear)))
        self._root = Rows(len(values), tuple(rows)).without_all(sorted(self._blanks))
        self._found: Found = {}
        self._seen: set[frozenset[int]] = set()

    def repairs(self, size: int) -> Found:
        """All repairs of this many cells, if there is none of fewer. Raises OutOfStepsError."""
        self._found, self._seen = {}, set()
        self._extend(frozenset(), self._root, size)
        return self._found

    def _sum(self, terms: Coefficients) -> int:
        known = self._known
        return sum([share * known[cell] for cell, share in terms.items()])

    def _extend(self, chosen: frozenset[int], rows: Rows, left: int) -> None:
        self._budget.spend(1 + len(rows.checks) + len(rows.solved))
        free = chosen | self._blanks
        conflicts = self._conflicts(rows, free)
        if not left:
            if not conflicts:
                self._keep(chosen, rows, free)
            return
        for cell in self._branches(conflicts, free, left):
            more = chosen | {cell}
            if more not in self._seen:
                self._seen.add(more)
                self._extend(more, rows.without(cell), left - 1)

    def _branches(
        self, conflicts: Sequence[frozenset[int]], free: frozenset[int], left: int
    ) -> list[int]:
        """Cells one of which has to change, too; none if so few changes mend nothing."""
        if not conflicts:  # the rows and statements contradict each other only jointly
            return [cell for cell in range(len(self._known)) if cell not in free]
        if left == 1:
            return sorted(frozenset.intersection(*conflicts))
        if len(disjoint(conflicts)) > left:
            return []
        smallest = min(conflicts, key=_smallest_first)
        return sorted(smallest)

    def _conflicts(self, rows: Rows, free: frozenset[int]) -> list[frozenset[int]]:
        """Sets of cells: one of each has to change beside the free ones."""
        free |= self._fillers
        every = (*rows.checks, *(row for _, row in rows.solved))
        found = [frozenset(row[0]) - free for row in every if not self._solvable(row, free)]
        if self._tested:
            bounds = self._bounds(free)
            found += [one.cells - free for one in self._tested if not possible(one, bounds)]
        return found

    def _solvable(self, row: Row, free: frozenset[int]) -> bool:
        """Whether changes of the free cells of a row alone can make it hold."""
        terms, total = row
        if not total:
            return True
        inside = {cell: share for cell, share in terms.items() if cell in free}
        if not inside or total % gcd(*inside.values()):
            return False
        least, most = reach(inside, {cell: self._change(cell) for cell in inside})
        return least <= total <= most

    def _change(self, cell: int) -> tuple[int, int]:
        """By how much a free cell can change."""
        if cell in self._fillers:
            return 0, BEYOND
        return -BEYOND if cell in self._component.signed else -self._known[cell], BEYOND

    def _bounds(self, free: frozenset[int]) -> Bounds:
        return {
            cell: _free(self._component, cell) if cell in free else (value, value)
            for cell, value in enumerate(self._known)
        }

    def _keep(self, chosen: frozenset[int], rows: Rows, free: frozenset[int]) -> None:
        """Keep a repair, if changes of the free cells satisfy everything."""
        values = {}
        unknown = free | self._fillers
        for cell, (terms, total) in rows.solved:
            if unknown.isdisjoint(terms.keys() - {cell}):
                values[cell] = self._known[cell] + total // terms[cell]
        if self._zeros or not free <= values.keys() or any(map(self._is_filled, rows.checks)):
            settled = self._settle(chosen, values)
            if settled is None:
                return
            values = settled
        cells = tuple(sorted(chosen))
        self._found[cells] = tuple(values.get(cell) for cell in cells)

    def _is_filled(self, row: Row) -> bool:
        return not self._fillers.isdisjoint(row[0])

    def _settle(self, chosen: frozenset[int], values: Mapping[int, int]) -> dict[int, int] | None:
        """Which values of the chosen cells are the only ones; None if nothing satisfies all."""
        free = (chosen | self._blanks) - values.keys()
        known = {cell: one for cell, one in enumerate(self._known) if cell not in free}
        known.update(values)
        component = self._component

        def solved(*further: whole_numbers.Statement) -> dict[str, int] | None:
            every = component.statements
            return solution(every, known, component.signed, self._budget, further)

        first = solved()
        if first is None:
            return None
        only = dict(values)
        for cell in sorted(chosen - values.keys()):
            value = first.get(str(cell), 0)
            below = whole_numbers.Statement({str(cell): 1}, value - 1, equal=False)
            above = whole_numbers.Statement({str(cell): -1}, -value - 1, equal=False)
            if solved(below) is None and solved(above) is None:
                only[cell] = value
        return only
