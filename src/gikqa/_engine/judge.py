"""From one batch of reports to its verdicts: the unit of work, free of state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from gikqa._engine import doubted_tables, export_rules
from gikqa._engine.batch import Batch, clean_batch
from gikqa._engine.equations.collect import OffencesOfEdition, Values
from gikqa._engine.equations.evaluate import judge_identities
from gikqa._engine.export_rules import Defects
from gikqa._engine.outcome.finding_rows import REPORT_FIELDS, finding_row
from gikqa._engine.outcome.statuses import (
    NO_YEAR,
    NOT_APPLICABLE,
    PASSED,
    VIOLATED,
    Tally,
    count,
    name_columns,
)
from gikqa._engine.plan import Plan
from gikqa._engine.reports.row_report import RowReport
from gikqa._engine.reports.run_rules import needed_columns, run_checks
from gikqa._export.layout import Layout
from gikqa._model.finding import Finding
from gikqa._model.rule import Rule
from gikqa._model.status import Failure
from gikqa.editions import Identity
from gikqa.errors import InputError


@dataclass
class Judged:
    """What one batch gave.

    `offences`: edition → what breaks its statements.
    `rows`: findings of all other rules. `nameless`: reports without an id.
    """

    reports: int
    report_ids: pa.Array
    tally: Tally = field(default_factory=Counter)
    offences: dict[str, OffencesOfEdition] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    nameless: int = 0
    failures: Counter[Failure] = field(default_factory=Counter)


Read = tuple[list[Judged], InputError | None]
"""The batches of a piece, judged, and what stopped its doubted_tables."""


def judge_piece(
    plan: Plan, batches: Iterable[pa.RecordBatch], layout: Layout, defects: Defects
) -> Read:
    """Read and judge a piece batch by batch; what came before a damaged place still counts."""
    judged: list[Judged] = []
    try:
        for batch in batches:
            judged.append(judge_batch(plan, batch, layout, defects))
    except InputError as error:
        return judged, error
    return judged, None


def judge_batch(plan: Plan, raw: pa.RecordBatch, layout: Layout, defects: Defects) -> Judged:
    """Judge all chosen rules on one batch."""
    batch = clean_batch(raw, layout, plan.cells, plan.editions)
    judged = Judged(batch.rows, batch.columns["report_id"])
    _judge_door(plan, batch, defects, judged)
    _judge_identities(plan, batch, judged)
    _judge_checks(plan, batch, judged)
    return judged


def _judge_door(plan: Plan, batch: Batch, defects: Defects, judged: Judged) -> None:
    lang = plan.origin.lang
    for code in plan.source_rules:
        judged.tally += count(code, export_rules.source_codes(code, defects, batch), lang)
        if code == export_rules.WRONG_TYPE:
            _keep(plan, batch, judged, plan.rules[code], export_rules.date_findings(batch))
    for code in plan.row_rules:
        codes = export_rules.row_codes(code, batch)
        judged.tally += count(code, codes, lang)
        _keep(plan, batch, judged, plan.rules[code], export_rules.row_findings(code, batch, codes))
        if code == export_rules.NO_ID:
            judged.nameless = int((codes == VIOLATED).sum())
    for code in plan.domain_rules:
        editions = list(plan.editions.values())
        codes = export_rules.domain_codes(code, editions, batch, plan.cells)
        judged.tally += count(code, codes, lang, _unread(plan, batch, _domain_columns(plan, code)))
        found = export_rules.domain_findings(code, editions, batch)
        _keep(plan, batch, judged, plan.rules[code], found)


def _judge_identities(plan: Plan, batch: Batch, judged: Judged) -> None:
    lang = plan.origin.lang
    codes = {code: np.full(batch.rows, NOT_APPLICABLE, np.int8) for code in plan.identity_rules}
    for of_rule in codes.values():
        of_rule[batch.formless] = NO_YEAR
    for key, identities in plan.identities.items():
        governed = batch.edition_rows[key]
        if not identities or not governed.any():
            continue
        for code in dict.fromkeys(one.rule for one in identities):
            codes[code][governed] = PASSED
        edition = plan.editions[key]
        broken: dict[str, np.ndarray] = {}
        verdicts_of = judge_identities(identities, edition, batch.columns, governed, batch.huge)
        for one, rows, verdicts in verdicts_of:
            codes[one.rule][rows] = np.maximum(codes[one.rule][rows], verdicts)
            if (verdicts == VIOLATED).any():
                broken[one.name] = rows[verdicts == VIOLATED]
        if broken:
            judged.offences[key] = _offences(batch, identities, broken)
    for code, of_rule in codes.items():
        columns = {
            cell
            for identities in plan.identities.values()
            for one in identities
            if one.rule == code
            for cell in one.cells
        }
        judged.tally += count(code, of_rule, lang, _unread(plan, batch, columns))


def _offences(
    batch: Batch, identities: Sequence[Identity], broken: dict[str, np.ndarray]
) -> OffencesOfEdition:
    """The reports that break something, once each, and who breaks what among them."""
    rows = np.unique(np.concatenate(list(broken.values())))
    picked = pa.array(rows)
    columns = {name: _report_column(batch, name).take(picked) for name in REPORT_FIELDS}
    if doubted_tables.COLUMN in batch.columns:
        columns[doubted_tables.DOUBTED] = doubted_tables.doubted_tables(
            batch.columns[doubted_tables.COLUMN], picked
        )
    counts = {
        name: column.to_numpy()
        for name, column in batch.columns.items()
        if column.null_count == 0 and pa.types.is_int64(column.type)
    }

    def values(cell: str, rows: np.ndarray) -> Values:
        if cell in counts:
            return counts[cell].take(rows)
        return batch.columns[cell].take(pa.array(rows))

    statements = {
        one.name: (
            np.searchsorted(rows, broken[one.name]),
            [values(cell, broken[one.name]) for cell in one.cells],
        )
        for one in identities
        if one.name in broken
    }
    return pa.table(columns), statements


def _report_column(batch: Batch, name: str) -> pa.Array:
    column = batch.columns.get(name)
    if column is None:
        return pa.nulls(batch.rows, pa.string())
    return column.cast(pa.int32()) if name == "year" else column


def _domain_columns(plan: Plan, code: str) -> set[str]:
    return {
        cell.path
        for edition in plan.editions.values()
        for table in edition.tables
        if table.domain_rule == code
        for cell in table.cells
    }


def _unread(
    plan: Plan, batch: Batch, columns: Iterable[str], *, of_a_form: bool = True
) -> str | None:
    """Why statements over these columns were skipped, where editions present lack some.

    of_a_form: cells of editions that no report of the batch has to follow are not missed.
    """
    layout = batch.layout
    asked = set(columns)
    if of_a_form:
        asked &= {
            path
            for key, rows in batch.edition_rows.items()
            if rows.any()
            for path in plan.editions[key].cells
        }
    missing, wrong = asked & layout.missing, asked & layout.wrong.keys()
    if missing:
        return name_columns(missing, "missing", plan.origin.lang)
    return name_columns(wrong, "wrong", plan.origin.lang) if wrong else None


def _judge_checks(plan: Plan, batch: Batch, judged: Judged) -> None:
    checked = run_checks(plan, batch)
    judged.rows += checked.rows
    judged.failures += checked.failures
    for rule in plan.checks:
        unread = _unread(plan, batch, needed_columns(rule), of_a_form=False)
        judged.tally += count(rule.code, checked.codes[rule.code], plan.origin.lang, unread)


def _keep(
    plan: Plan,
    batch: Batch,
    judged: Judged,
    rule: Rule,
    found: Iterable[tuple[int, Finding]],
) -> None:
    # By row: reports may share an id, and how they fall into batches must not matter.
    times: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row, finding in found:
        report = RowReport(batch, row, rule).fields()
        judged.rows.append(finding_row(finding, rule, report, plan.origin, times[row]))
