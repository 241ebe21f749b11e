"""Judge the rules that are equations of an edition, and collect the violations of all batches."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from gikqa._engine import doubted_tables
from gikqa._engine.batch import REPORT_FIELDS, Batch
from gikqa._engine.equations.causes import Violated as ByEdition
from gikqa._engine.equations.causes import causes
from gikqa._engine.equations.equation_findings import Violated, identity_findings
from gikqa._engine.equations.evaluate import judge_identities
from gikqa._engine.outcome.record import Record, Verdict
from gikqa._engine.plan import Plan
from gikqa.editions import Identity

Values: TypeAlias = np.ndarray | pa.Array
"""A cell of some reports: numpy for counts without blanks, which is faster; else Arrow."""

OfEquation: TypeAlias = tuple[np.ndarray, np.ndarray, Sequence[Values]]
"""Places of reports in a table, the cause in each of them, and the cells of the equation there."""

ViolationsOfEdition = tuple[pa.Table, Mapping[str, OfEquation]]
"""The reports that violate an equation; and what is known of each equation."""


def judge_equations(plan: Plan, batch: Batch, record: Record) -> None:
    """Record the status of each report, and which reports violate which equations."""
    codes = {
        code: np.full(batch.rows, Verdict.NOT_APPLICABLE, np.int8) for code in plan.identity_rules
    }
    columns: dict[str, list[str]] = {code: [] for code in codes}
    for of_rule in codes.values():
        of_rule[batch.formless] = Verdict.NO_YEAR
    violated: dict[str, dict[str, np.ndarray]] = {}
    failed = np.zeros(batch.rows, bool)
    for key, identities in plan.identities.items():
        governed = batch.edition_rows[key]
        if not identities or not governed.any():
            continue
        for identity in identities:
            codes[identity.rule][governed] = Verdict.PASSED
            columns[identity.rule] += identity.cells
        cells = plan.editions[key].cells
        judged = judge_identities(identities, cells, batch.columns, governed, batch.huge)
        for identity, rows, verdicts in judged:
            of_rule = codes[identity.rule]
            of_rule[rows] = np.maximum(of_rule[rows], verdicts)
            broken = verdicts == Verdict.VIOLATED
            if broken.any():
                violated.setdefault(key, {})[identity.name] = rows[broken]
                failed[rows[broken]] = True
    if violated:
        known = causes(plan, batch, _with_others(plan, batch, violated, failed), failed)
    for key, of_edition in violated.items():
        record.judged.violated[key] = _violations(
            batch, plan.identities[key], of_edition, known[key]
        )
    for code, of_rule in codes.items():
        record.violated(plan.rules[code], of_rule)
        record.statuses(code, of_rule, columns[code])


def _with_others(
    plan: Plan, batch: Batch, violated: ByEdition, failed: np.ndarray
) -> dict[str, dict[str, np.ndarray]]:
    """The violations, with those of connected equations of rules that were not chosen."""
    found = {key: dict(of_edition) for key, of_edition in violated.items()}
    for key, identities in plan.mended.items():
        others = [one for one in identities if one.rule not in plan.rules]
        governed = batch.edition_rows[key] & failed
        if others and governed.any():
            judged = judge_identities(
                others, plan.editions[key].cells, batch.columns, governed, batch.huge
            )
            for identity, rows, verdicts in judged:
                broken = rows[verdicts == Verdict.VIOLATED]
                found.setdefault(key, {})[identity.name] = broken
    return found


def _violations(
    batch: Batch,
    identities: Sequence[Identity],
    violated: Mapping[str, np.ndarray],
    known: Mapping[str, np.ndarray],
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
            known[identity.name],
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


_ENOUGH = 8_192
"""Reports whose findings are made together; a call of Arrow costs as much as a thousand rows."""


class ViolatedEquations:
    """Collects the violations of all batches, and gives findings in the working schema."""

    def __init__(self, plan: Plan, pool: Executor) -> None:
        self._plan = plan
        self._pool = pool
        self._tables: dict[str, list[pa.Table]] = {}
        self._violated: dict[str, dict[str, list[OfEquation]]] = {}
        self._findings: list[Future[list[pa.Table]]] = []

    def add(self, found: Mapping[str, ViolationsOfEdition]) -> None:
        """Add those of one batch: edition → its violations."""
        for edition, (table, broken) in found.items():
            tables = self._tables.setdefault(edition, [])
            before = sum(one.num_rows for one in tables)
            tables.append(table)
            of_edition = self._violated.setdefault(edition, {})
            for equation, (rows, known, cells) in broken.items():
                of_edition.setdefault(equation, []).append((rows + before, known, cells))
            if before + table.num_rows >= _ENOUGH:
                self._make_findings(edition)

    def findings(self) -> Iterator[pa.Table]:
        """All collected violations as tables of findings."""
        for edition in list(self._tables):
            self._make_findings(edition)
        for made in self._findings:
            yield from made.result()

    def _make_findings(self, key: str) -> None:
        tables, found = self._tables.pop(key), self._violated.pop(key)
        plan, edition = self._plan, self._plan.editions[key]

        def make() -> list[pa.Table]:
            reports = pa.concat_tables(tables, promote_options="permissive")
            violated = [
                _together(one, found[one.name]) for one in plan.identities[key] if one.name in found
            ]
            return list(
                identity_findings(
                    violated, edition, plan.rules, reports, plan.origin, plan.cell_lists
                )
            )

        self._findings.append(self._pool.submit(make))


def _together(identity: Identity, parts: Sequence[OfEquation]) -> Violated:
    """The violations of one equation in several batches."""
    rows, known, cells = zip(*parts, strict=True)
    columns = zip(*cells, strict=True)
    causes_of_rows = pa.array(np.concatenate(known), pa.string())
    joined = [_joined(column) for column in columns]
    return Violated(identity, np.concatenate(rows), causes_of_rows, joined)


def _joined(parts: Sequence[Values]) -> pa.Array:
    """A cell's values in several batches, in a type that holds them all."""
    if all(isinstance(part, np.ndarray) for part in parts):
        return pa.array(np.concatenate(parts))
    tables = [pa.table({"cell": part}) for part in parts]
    joined = pa.concat_tables(tables, promote_options="permissive")
    return joined.column("cell").combine_chunks()
