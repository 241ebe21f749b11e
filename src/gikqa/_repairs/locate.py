"""Which cells of a component are wrong: all smallest repairs, ranked, or a proof of how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gikqa._repairs.budget import Budget, OutOfStepsError
from gikqa._repairs.cause_text import Change, Changes
from gikqa._repairs.components import Component, Statement
from gikqa._repairs.cost import UNKNOWN, cost
from gikqa._repairs.search import Found, Search, disjoint, violated

MOST_CELLS = 4
"""Larger repairs are not looked for: a table with more wrong cells was read wrongly, most often."""

STEPS = 50_000
"""The work on one component of one report."""


@dataclass(frozen=True)
class Repair:
    """Changes of cells, and how unlikely the slips are that make them necessary."""

    changes: Changes
    cost: int


@dataclass(frozen=True)
class Localisation:
    """The smallest repairs of a component, the likeliest first.

    least: no fewer cells can mend it. gave_up: whether the search used up its steps at so many.
    """

    least: int
    repairs: tuple[Repair, ...] = ()
    gave_up: bool = False


def locate(
    component: Component, values: Sequence[int | None], steps: int = STEPS
) -> Localisation | None:
    """Find all smallest repairs of one component in one report; None if it is sound.

    values: of each cell, as a whole number of its steps; None where blank.
    """
    broken = violated(component, values)
    if not broken:
        return None
    known = frozenset(cell for cell, value in enumerate(values) if value is not None)
    least = len(disjoint({one.cells & known for one in broken}))
    if least > MOST_CELLS:
        return Localisation(least)
    search = Search(component, values, Budget(steps))
    for size in range(least, MOST_CELLS + 1):
        try:
            found = search.repairs(size)
        except OutOfStepsError:
            return Localisation(size, gave_up=True)
        if found:
            repairs = ranked(component, values, found, broken)
            return Localisation(size, tuple(repairs))
    return Localisation(MOST_CELLS + 1)


def ranked(
    component: Component,
    values: Sequence[int | None] | Mapping[int, int],
    found: Found,
    broken: Sequence[Statement] = (),
) -> list[Repair]:
    """Repairs by their cost; of those alike, the ones of which more statements are violated."""

    def explained(cells: tuple[int, ...]) -> int:
        return sum(cell in statement.cells for cell in cells for statement in broken)

    in_order = sorted(found, key=lambda cells: (-explained(cells), cells))
    repairs = [_repair(component, values, cells, found[cells]) for cells in in_order]
    return sorted(repairs, key=lambda one: one.cost)


def _repair(
    component: Component,
    values: Sequence[int | None] | Mapping[int, int],
    cells: tuple[int, ...],
    changed: tuple[int | None, ...],
) -> Repair:
    changes, total = [], 0
    for cell, value in zip(cells, changed, strict=True):
        written = values[cell]
        assert written is not None
        right = None if value is None else component.spell(cell, value)
        changes.append(Change(component.paths[cell], component.spell(cell, written), right))
        total += UNKNOWN if value is None else _cost(component, cell, value, written)
    return Repair(tuple(changes), total)


def _cost(component: Component, cell: int, right: int, written: int) -> int:
    """The cost of a slip in the digits as they are written: money as far as it has places."""
    first, second = component.spell(cell, right), component.spell(cell, written)
    places = max(len(text.partition(".")[2]) for text in (first, second))
    return cost(*(_digits(text, places) for text in (first, second)))


def _digits(text: str, places: int) -> str:
    whole, _, part = text.partition(".")
    return f"{whole}{part:0<{places}}".lstrip("0") or "0"
