"""Collect the reports that break statements, and word their findings while others are judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from gikqa._engine.equations.equation_findings import Broken, identity_findings
from gikqa._engine.plan import Plan
from gikqa.editions import Identity

_ENOUGH = 8_192
"""Reports that are worded at once: many, for a call of Arrow costs as much as a thousand rows."""

Values: TypeAlias = np.ndarray | pa.Array
"""A cell of some reports: numpy for counts of which none is blank, which is quick; else Arrow."""

OffencesOfEdition = tuple[pa.Table, Mapping[str, tuple[np.ndarray, Sequence[Values]]]]
"""The reports that break something; for each statement, which of them break it, and its cells."""


class Offences:
    """Takes in what batches found, and gives findings in the working schema."""

    def __init__(self, plan: Plan, pool: Executor) -> None:
        self._plan = plan
        self._pool = pool
        self._tables: dict[str, list[pa.Table]] = {}
        self._broken: dict[str, dict[str, list[tuple[np.ndarray, Sequence[Values]]]]] = {}
        self._worded: list[Future[list[pa.Table]]] = []

    def add(self, found: Mapping[str, OffencesOfEdition]) -> None:
        """Take in one batch: edition → its offences."""
        for edition, (table, broken) in found.items():
            tables = self._tables.setdefault(edition, [])
            before = sum(one.num_rows for one in tables)
            tables.append(table)
            of_edition = self._broken.setdefault(edition, {})
            for statement, (rows, cells) in broken.items():
                of_edition.setdefault(statement, []).append((rows + before, cells))
            if before + table.num_rows >= _ENOUGH:
                self._word(edition)

    def findings(self) -> Iterator[pa.Table]:
        """Everything that was added, worded."""
        for edition in list(self._tables):
            self._word(edition)
        for worded in self._worded:
            yield from worded.result()

    def _word(self, key: str) -> None:
        tables, found = self._tables.pop(key), self._broken.pop(key)
        plan, edition = self._plan, self._plan.editions[key]

        def word() -> list[pa.Table]:
            reports = pa.concat_tables(tables, promote_options="permissive")
            broken = [
                _together(one, found[one.name]) for one in plan.identities[key] if one.name in found
            ]
            numbers = plan.cell_lists
            return list(
                identity_findings(broken, edition, plan.rules, reports, plan.origin, numbers)
            )

        self._worded.append(self._pool.submit(word))


def _together(identity: Identity, parts: Sequence[tuple[np.ndarray, Sequence[Values]]]) -> Broken:
    """What several batches told of a statement."""
    rows, cells = zip(*parts, strict=True)
    columns = zip(*cells, strict=True)
    return Broken(identity, np.concatenate(rows), [_joined(column) for column in columns])


def _joined(parts: Sequence[Values]) -> pa.Array:
    """A cell's values in several batches, in a type that holds them all."""
    if all(isinstance(part, np.ndarray) for part in parts):
        return pa.array(np.concatenate(parts))
    arrays = [pa.array(part) if isinstance(part, np.ndarray) else part for part in parts]
    if len({array.type for array in arrays}) == 1:
        return pa.concat_arrays(arrays)
    tables = [pa.table([array], names=["cell"]) for array in arrays]
    whole = pa.concat_tables(tables, promote_options="permissive")
    return whole.column(0).combine_chunks()
