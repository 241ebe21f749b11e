"""Judge the rules that are equations of an edition, and pick the reports that violate one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from gikqa._engine import doubted_tables
from gikqa._engine.batch import REPORT_FIELDS, Batch
from gikqa._engine.equations.collect import Values, ViolationsOfEdition
from gikqa._engine.equations.evaluate import judge_identities
from gikqa._engine.outcome.record import Record
from gikqa._engine.outcome.statuses import NO_YEAR, NOT_APPLICABLE, PASSED, VIOLATED
from gikqa._engine.plan import Plan
from gikqa.editions import Identity


def judge_equations(plan: Plan, batch: Batch, record: Record) -> None:
    """Record the status of each report, and which reports violate which equations."""
    codes = {code: np.full(batch.rows, NOT_APPLICABLE, np.int8) for code in plan.identity_rules}
    columns: dict[str, list[str]] = {code: [] for code in codes}
    for of_rule in codes.values():
        of_rule[batch.formless] = NO_YEAR
    for key, identities in plan.identities.items():
        governed = batch.edition_rows[key]
        if not identities or not governed.any():
            continue
        for identity in identities:
            codes[identity.rule][governed] = PASSED
            columns[identity.rule] += identity.cells
        violated: dict[str, np.ndarray] = {}
        edition = plan.editions[key]
        judged = judge_identities(identities, edition, batch.columns, governed, batch.huge)
        for identity, rows, verdicts in judged:
            of_rule = codes[identity.rule]
            of_rule[rows] = np.maximum(of_rule[rows], verdicts)
            broken = verdicts == VIOLATED
            if broken.any():
                violated[identity.name] = rows[broken]
        if violated:
            record.judged.violated[key] = _violations(batch, identities, violated)
    for code, of_rule in codes.items():
        record.statuses(code, of_rule, columns[code])


def _violations(
    batch: Batch, identities: Sequence[Identity], violated: Mapping[str, np.ndarray]
) -> ViolationsOfEdition:
    """Reports with at least one violated equation, and for each equation their places and cells."""
    rows = np.unique(np.concatenate(list(violated.values())))
    picked = pa.array(rows)
    columns = {name: _report_column(batch, name).take(picked) for name in REPORT_FIELDS}
    if doubted_tables.COLUMN in batch.columns:
        notes = batch.columns[doubted_tables.COLUMN]
        columns[doubted_tables.DOUBTED] = doubted_tables.doubted_tables(notes, picked)
    counts = {
        name: column.to_numpy()
        for name, column in batch.columns.items()
        if column.null_count == 0 and pa.types.is_int64(column.type)
    }

    def values(cell: str, rows: np.ndarray) -> Values:
        if cell in counts:
            return counts[cell].take(rows)
        return batch.columns[cell].take(pa.array(rows))

    places = {
        identity.name: (
            np.searchsorted(rows, violated[identity.name]),
            [values(cell, violated[identity.name]) for cell in identity.cells],
        )
        for identity in identities
        if identity.name in violated
    }
    return pa.table(columns), places


def _report_column(batch: Batch, name: str) -> pa.Array:
    column = batch.columns.get(name)
    if column is None:
        return pa.nulls(batch.rows, pa.string())
    return column.cast(pa.int32()) if name == "year" else column
