"""Find equations that hold one by one, whatever the blanks are, but not together.

A blank that one equation fixes is used in all others. Only reports with blanks come here. First,
for all of them at a time, blanks are filled in the plainest way; where that satisfies everything
nothing is left to decide. The rest is decided exactly, report by report.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.types as pt

from gikqa._engine import doubted_tables
from gikqa._engine.batch import Batch
from gikqa._engine.equations.evaluate import judge_identities, known_values
from gikqa._engine.equations.forms_together import forms_together
from gikqa._engine.equations.plain_filling import can_be_filled
from gikqa._engine.outcome.record import Record, Verdict
from gikqa._engine.plan import JOINTLY, Plan, System
from gikqa._model.finding import Confidence, Finding, Severity
from gikqa._model.reading_note import OF_READER
from gikqa._proofs.statements import statement_of
from gikqa._proofs.whole_numbers import clashes
from gikqa.editions import Identity, Kind, Relation

Values: TypeAlias = Mapping[str, int | None]
"""Cell path → value, None if blank."""

_NAMED = 4
"""Blanks that a message names."""
_SIGNS = {Relation.EQUAL: "=", Relation.AT_MOST: "≤", Relation.AT_LEAST: "≥"}


def judge_jointly(plan: Plan, batch: Batch, record: Record) -> None:
    """Record for each report whether its blanks leave room for all equations of a table at once."""
    if JOINTLY not in plan.rules:
        return
    codes = np.full(batch.rows, Verdict.NOT_APPLICABLE, np.int8)
    codes[batch.formless] = Verdict.NO_YEAR
    found: list[tuple[int, Finding]] = []
    columns: list[str] = []
    for forms, governed in forms_together(plan, batch):
        systems = plan.systems(*forms)
        if systems:
            codes[governed] = Verdict.PASSED
        for system in systems:
            known = tuple(one for one in system if batch.columns.keys() >= set(one.cells))
            if len(known) < len(system):
                columns += chain.from_iterable(one.cells for one in system)
                codes[governed] = Verdict.SKIPPED
            left_open, unbroken = _left_open(known, plan, batch, governed)
            codes[left_open] = np.maximum(codes[left_open], Verdict.UNDETERMINED)
            for row, values in _to_decide(known, plan, batch, unbroken):
                if members := _smallest_clash(known, values, plan):
                    found.append((row, _in_words(members, values, plan, batch, row)))
    record.verdicts(plan.rules[JOINTLY], codes, found, columns)


def _left_open(
    system: System, plan: Plan, batch: Batch, governed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The rows in which a blank leaves an equation open; those of them that violate none alone."""
    cells = dict.fromkeys(chain.from_iterable(one.cells for one in system))
    with_blanks = [batch.is_null(cell) for cell in cells if batch.columns[cell].null_count]
    mask = np.logical_or.reduce([np.zeros(batch.rows, bool), *with_blanks]) & governed
    rows = np.flatnonzero(mask)
    if not len(rows):
        return rows, rows
    left_open, broken = np.zeros(batch.rows, bool), np.zeros(batch.rows, bool)
    judged = judge_identities(system, plan.cells, batch.columns, mask, batch.huge)
    for _, at, verdicts in judged:
        left_open[at[verdicts == Verdict.UNDETERMINED]] = True
        broken[at[verdicts == Verdict.VIOLATED]] = True
    return np.flatnonzero(left_open), np.flatnonzero(left_open & ~broken)


def _to_decide(
    system: System, plan: Plan, batch: Batch, rows: np.ndarray
) -> Iterator[tuple[int, Values]]:
    """The rows of which the blanks cannot be filled in a plain way, and their cells."""
    cells = dict.fromkeys(chain.from_iterable(one.cells for one in system))
    columns = {cell: batch.columns[cell] for cell in cells}
    narrow = all(pt.is_int64(column.type) for column in columns.values())
    if len(rows) and narrow and batch.huge.isdisjoint(cells):
        signed = {cell for cell in cells if plan.cells[cell].kind is Kind.SIGNED}
        known = {cell: known_values(column, rows) for cell, column in columns.items()}
        rows = rows[~can_be_filled(system, known, signed)]
    taken = {cell: column.take(pa.array(rows)).to_pylist() for cell, column in columns.items()}
    for place, row in enumerate(rows.tolist()):
        values = {cell: column[place] for cell, column in taken.items()}
        yield row, {cell: None if one is None else int(one) for cell, one in values.items()}


def _smallest_clash(system: System, values: Values, plan: Plan) -> Sequence[Identity]:
    """The fewest equations found that cannot hold together; none if all can, or if it is unknown.

    One wrong number often makes several such sets.
    """
    # The surest first: of two that could be spared, `clashes` spares the later one.
    open_ones = [one for one in system if any(values[cell] is None for cell in one.cells)]
    open_ones.sort(key=lambda one: plan.strength[one.rule])
    signed = {cell for cell in values if plan.cells[cell].kind is Kind.SIGNED}
    found = clashes([[[statement_of(one, values)]] for one in open_ones], signed)
    numbers = min(found, key=len, default=())
    return sorted((open_ones[number] for number in numbers), key=system.index)


def _in_words(
    members: Sequence[Identity], values: Values, plan: Plan, batch: Batch, row: int
) -> Finding:
    """The finding about equations that cannot hold together, as weak as the weakest of them."""
    cells = list(dict.fromkeys(chain.from_iterable(one.cells for one in members)))
    often = Counter(cell for one in members for cell in one.cells if values[cell] is None)
    shared = [cell for cell in cells if often[cell] > 1]
    weakest = max(plan.strength[one.rule] for one in members)
    confidence, cause = _as_read(list(Confidence)[weakest[1]], cells, batch, row)
    return Finding(
        cells=tuple(cell for cell in cells if values[cell] != 0),
        observed="; ".join(_written_out(one, values) for one in members),
        params={
            "count": str(len(members)),
            "place": ", ".join(dict.fromkeys(one.place for one in members)),
            "right": ", ".join([*shared[:_NAMED], *["…"][: len(shared) > _NAMED]]),
        },
        basis="；".join(dict.fromkeys(one.basis for one in members)),
        severity=list(Severity)[weakest[0]],
        confidence=confidence,
        cause=cause,
    )


def _written_out(identity: Identity, values: Values) -> str:
    """An equation with the numbers of the report: 10=7+?"""
    sides = [_sum(identity.left, 0, values), _sum(identity.right, identity.constant, values)]
    return _SIGNS[identity.relation].join(sides)


def _sum(cells: Iterable[str], constant: int, values: Values) -> str:
    """The numbers that are not zero, and one question mark for all blanks."""
    known = [values[cell] for cell in cells]
    terms = [str(value) for value in (*known, constant) if value]
    return "+".join([*terms, *["?"][: None in known]]).replace("+-", "-") or "0"


def _as_read(
    confidence: Confidence, cells: Iterable[str], batch: Batch, row: int
) -> tuple[Confidence, str | None]:
    """Confidence and cause: the reader is at fault where its reading of a table is in doubt."""
    notes = batch.columns.get(doubted_tables.COLUMN)
    if notes is None:
        return confidence, None
    doubts = doubted_tables.doubted_tables(notes, pa.array([row]))[0].as_py() or ()
    for table in dict.fromkeys(cell.partition(".")[0] for cell in cells):
        doubt = doubted_tables.doubt_about(table, doubts)
        if doubt is not None and doubt["fault"] == OF_READER:
            return Confidence.HINT, doubted_tables.DOUBTED
        if doubt is not None:
            confidence = max(confidence, Confidence.LIKELY, key=list(Confidence).index)
    return confidence, None
