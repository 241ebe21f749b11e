"""Collect the reports that break statements, and word their findings while others are judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future

import numpy as np
import pyarrow as pa

from gikqa._engine.plan import Plan
from gikqa._engine.wording import identity_findings

_ENOUGH = 8_192
"""Reports that are worded at once: many, for a call of Arrow costs as much as a thousand rows."""

OffencesOfBatch = Mapping[str, tuple[pa.Table, Mapping[str, np.ndarray]]]
"""Edition → its reports that break something, and for each statement which of them break it."""


class Offences:
    """Takes in what batches found, and gives findings in the working schema."""

    def __init__(self, plan: Plan, pool: Executor) -> None:
        self._plan = plan
        self._pool = pool
        self._tables: dict[str, list[pa.Table]] = {}
        self._broken: dict[str, dict[str, list[np.ndarray]]] = {}
        self._worded: list[Future[list[pa.Table]]] = []

    def add(self, found: OffencesOfBatch) -> None:
        """Take in one batch."""
        for edition, (table, broken) in found.items():
            tables = self._tables.setdefault(edition, [])
            before = sum(one.num_rows for one in tables)
            tables.append(table)
            rows_of = self._broken.setdefault(edition, {})
            for statement, rows in broken.items():
                rows_of.setdefault(statement, []).append(rows + before)
            if before + table.num_rows >= _ENOUGH:
                self._word(edition)

    def findings(self) -> Iterator[pa.Table]:
        """Everything that was added, worded."""
        for edition in list(self._tables):
            self._word(edition)
        for worded in self._worded:
            yield from worded.result()

    def _word(self, key: str) -> None:
        tables, rows_of = self._tables.pop(key), self._broken.pop(key)
        plan, edition = self._plan, self._plan.editions[key]
        broken = [
            (one, np.concatenate(rows_of[one.name]))
            for one in plan.identities[key]
            if one.name in rows_of
        ]

        def word() -> list[pa.Table]:
            offences = pa.concat_tables(tables, promote_options="permissive")
            numbers = plan.cell_lists
            return list(
                identity_findings(broken, edition, plan.rules, offences, plan.origin, numbers)
            )

        self._worded.append(self._pool.submit(word))
