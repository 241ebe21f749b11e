"""One wrong cell in many reports at once: whole columns, where a component has only equalities.

A wrong cell leaves each of its equalities short by the same number, and breaks no other. So the set
of violated equalities names the cells that can be wrong, and their gaps the value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gikqa._repairs.components import Component
from gikqa.editions.edition import Relation

_MOST = 63
"""Equalities of a component whose violations fit into one number."""


@dataclass(frozen=True)
class Candidate:
    """A cell, the right value in some reports, and the places of these reports."""

    cell: int
    places: np.ndarray
    right: np.ndarray


@dataclass(frozen=True)
class OneCell:
    """For each set of equalities of a component, as bits, the cells that occur in just these."""

    component: Component
    cells: Mapping[int, Sequence[int]]

    def candidates(
        self, gaps: Mapping[int, tuple[np.ndarray, np.ndarray]], values: Mapping[int, np.ndarray]
    ) -> list[Candidate]:
        """Every repair of one cell, in reports without blanks.

        gaps: number of a violated equality → places of the reports that violate it, and left side
        less right side. values: cell → its values in all reports.
        """
        size = len(next(iter(values.values())))
        broken = np.zeros(size, np.int64)
        short = {}
        for number, (places, gap) in gaps.items():
            broken[places] |= 1 << number
            short[number] = np.zeros(size, np.int64)
            short[number][places] = gap
        found = []
        for pattern in np.unique(broken).tolist():
            for cell in self.cells.get(pattern, ()):
                places = np.flatnonzero(broken == pattern)
                changes = [
                    -statement.terms[cell] * short[number][places]
                    for number, statement in enumerate(self.component.statements)
                    if cell in statement.terms
                ]
                right = values[cell][places] + changes[0]
                fits = np.logical_and.reduce([one == changes[0] for one in changes])
                if cell not in self.component.signed:
                    fits &= right >= 0
                if fits.any():
                    found.append(Candidate(cell, places[fits], right[fits]))
        return found


def one_cell(component: Component) -> OneCell | None:
    """The cells by the equalities that they occur in; None if these are not enough to find one."""
    statements = component.statements
    plain = all(
        one.relation is Relation.EQUAL and {abs(share) for share in one.terms.values()} == {1}
        for one in statements
    )
    if not plain or len(statements) > _MOST or component.money:
        return None
    cells: dict[int, list[int]] = {}
    for cell in range(len(component.paths)):
        bits = sum(1 << number for number, one in enumerate(statements) if cell in one.terms)
        cells.setdefault(bits, []).append(cell)
    return OneCell(component, cells)
