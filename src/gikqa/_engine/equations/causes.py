"""The causes of violated equations: the smallest repairs that would make all of them hold.

One wrong cell, which is what most failing reports have, is found for whole columns at a time. Only
the reports that it does not explain, or that have blanks, are searched one by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.batch import Batch
from gikqa._engine.equations.by_narrative import cause_as_told
from gikqa._engine.equations.forms_together import forms_together
from gikqa._engine.plan import Plan
from gikqa._repairs.cause_text import Change, cause_of, cause_without_repair
from gikqa._repairs.components import Component, components
from gikqa._repairs.locate import locate, ranked
from gikqa._repairs.one_cell import OneCell, one_cell
from gikqa._repairs.search import Found
from gikqa.editions import Identity, Kind

Violated: TypeAlias = Mapping[str, Mapping[str, np.ndarray]]
"""Edition → equation → the rows of a batch that violate it."""

_Searched: TypeAlias = tuple[Component, OneCell | None]


def causes(
    plan: Plan, batch: Batch, violated: Violated, failed: np.ndarray
) -> dict[str, dict[str, np.ndarray]]:
    """Edition → equation → the cause in each of the rows that violate it, None where unknown.

    failed: mask of the rows to explain.
    """
    found = {
        key: {name: np.full(len(rows), None, object) for name, rows in of_edition.items()}
        for key, of_edition in violated.items()
    }
    for forms, governed in forms_together(plan, batch):
        keys, rows = tuple(one.key for one in forms), np.flatnonzero(governed & failed)
        names = {f"{key}/{name}": (key, name) for key in keys for name in violated.get(key, ())}
        for component, at_once in _searched(plan, batch, keys):
            broken = {
                number: np.intersect1d(violated[key][name], rows, assume_unique=True)
                for number, one in enumerate(component.statements)
                for key, name in [names.get(one.name, ("", ""))]
                if key
            }
            broken = {number: of_one for number, of_one in broken.items() if len(of_one)}
            if not broken:
                continue
            failing = np.unique(np.concatenate(list(broken.values())))
            texts = _texts(component, at_once, batch, failing, broken)
            for number, of_one in broken.items():
                key, name = names[component.statements[number].name]
                places = np.searchsorted(violated[key][name], of_one)
                found[key][name][places] = texts[np.searchsorted(failing, of_one)]
    return found


def _searched(plan: Plan, batch: Batch, keys: tuple[str, ...]) -> tuple[_Searched, ...]:
    """The components of these forms, of the equations whose cells the export has."""
    identities = tuple(
        replace(one, name=f"{key}/{one.name}")
        for key in keys
        for one in plan.mended[key]
        if all(cell in batch.columns for cell in one.cells)
    )
    cells = [cell for key in keys for cell in plan.editions[key].cells.values()]
    return _of(identities, tuple(dict.fromkeys((cell.path, cell.kind) for cell in cells)))


@lru_cache(maxsize=64)
def _of(
    identities: tuple[Identity, ...], kinds: tuple[tuple[str, Kind], ...]
) -> tuple[_Searched, ...]:
    return tuple((one, one_cell(one)) for one in components(identities, dict(kinds)))


def _texts(
    component: Component,
    at_once: OneCell | None,
    batch: Batch,
    failing: np.ndarray,
    broken: Mapping[int, np.ndarray],
) -> np.ndarray:
    """The cause of the violations of a component in each failing row."""
    texts = np.full(len(failing), None, object)
    left = np.ones(len(failing), bool)
    if at_once is not None and batch.huge.isdisjoint(component.paths):
        left = _blank(component, batch, failing)
        if not left.all():
            places = np.flatnonzero(~left)
            sought = _with_one_cell(at_once, batch, failing[places], broken)
            texts[places] = sought
            left[places] = [one is None for one in sought]
    places = np.flatnonzero(left)
    taken = pa.array(failing[places])
    columns = [batch.columns[path].take(taken).to_pylist() for path in component.paths]
    for place, cells in zip(places.tolist(), zip(*columns, strict=True), strict=True):
        values = [component.steps(cell, value) for cell, value in enumerate(cells)]
        found = locate(component, values)
        if found is None:
            continue
        if found.repairs:
            texts[place] = cause_as_told(found.repairs, batch, failing[place])
        else:
            table = component.paths[0].partition(".")[0]
            texts[place] = cause_without_repair(table, found.least, gave_up=found.gave_up)
    return texts


def _blank(component: Component, batch: Batch, rows: np.ndarray) -> np.ndarray:
    """Whether any cell of the component is blank in these rows."""
    blank = np.zeros(len(rows), bool)
    for path in component.paths:
        if batch.columns[path].null_count:
            blank |= batch.is_null(path)[rows]
    return blank


def _with_one_cell(
    at_once: OneCell, batch: Batch, rows: np.ndarray, broken: Mapping[int, np.ndarray]
) -> list[str | None]:
    """The cause in each row without blanks where a change of one cell is enough."""
    component = at_once.component
    values: dict[int, np.ndarray] = {}
    gaps = {}
    for number, of_one in broken.items():
        of_one = np.intersect1d(of_one, rows, assume_unique=True)
        if not len(of_one):
            continue
        statement = component.statements[number]
        places = np.searchsorted(rows, of_one)
        gap = np.full(len(of_one), -statement.constant, np.int64)
        for cell, share in statement.terms.items():
            if cell not in values:
                values[cell] = _counts(batch.columns[component.paths[cell]], rows)
            gap += share * values[cell][places]
        gaps[number] = (places, gap)
    repairs: list[list[tuple[int, int]]] = [[] for _ in range(len(rows))]
    for one in at_once.candidates(gaps, values):
        for place, right in zip(one.places.tolist(), one.right.tolist(), strict=True):
            repairs[place].append((one.cell, right))
    return [
        _cause(component, values, place, found, batch, rows[place])
        for place, found in enumerate(repairs)
    ]


def _counts(column: pa.Array, rows: np.ndarray) -> np.ndarray:
    known = pc.fill_null(column, 0) if column.null_count else column
    counts: np.ndarray = known.to_numpy()[rows]  # a tenth of the time of `take` on few rows
    return counts


def _cause(
    component: Component,
    values: Mapping[int, np.ndarray],
    place: int,
    found: Sequence[tuple[int, int]],
    batch: Batch,
    row: int,
) -> str | None:
    if not found:
        return None
    if len(found) == 1:
        ((cell, right),) = found
        written = str(values[cell][place])
        return cause_of([(Change(component.paths[cell], written, str(right)),)])
    known = {cell: int(values[cell][place]) for cell, _ in found}
    each: Found = {(cell,): (right,) for cell, right in found}
    return cause_as_told(ranked(component, known, each), batch, row)
