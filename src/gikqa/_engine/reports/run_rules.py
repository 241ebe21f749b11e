"""Run the rules that have a function, report by report, each only where it can find something."""

from __future__ import annotations

import signal
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow.compute as pc

from gikqa._engine.batch import Batch
from gikqa._engine.outcome.finding_rows import finding_row
from gikqa._engine.outcome.statuses import (
    FAILED,
    NO_YEAR,
    NOT_APPLICABLE,
    PASSED,
    SKIPPED,
    UNDETERMINED,
    VIOLATED,
)
from gikqa._engine.plan import Plan
from gikqa._engine.reports.row_report import RowReport
from gikqa._engine.reports.validate_finding import checked as is_finding
from gikqa._model.finding import Finding
from gikqa._model.rule import Rule
from gikqa._model.status import Failure
from gikqa.errors import Undetermined
from gikqa.text.characters import Flags
from gikqa.text.hits import Hits
from gikqa.text.narratives import Narratives
from gikqa.text.rule_batch import RuleBatch


@dataclass
class Checked:
    """What the rules found in a batch: status codes by rule, findings, and what failed."""

    codes: dict[str, np.ndarray] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    failures: Counter[Failure] = field(default_factory=Counter)


def run_checks(plan: Plan, batch: Batch) -> Checked:
    """Run every rule with a function on the reports of a batch that it has to look at.

    Report by report, not rule by rule: the rules of one report share its sections and whatever
    they read of them.
    """
    checked = Checked()
    narratives = Narratives(batch.columns.get("sections") if plan.over_text else None, batch.rows)
    some = len(narratives.rows) > 0  # the automaton is built at the first text
    hits = plan.finder.find(narratives) if some and plan.finder is not None else {}
    years = pc.fill_null(batch.columns["year"], 0).to_numpy()
    facts: dict[Any, Any] = {}
    to_run: defaultdict[int, list[tuple[Rule, RuleBatch]]] = defaultdict(list)
    for rule in plan.checks:
        codes = _codes_before(rule, batch)
        checked.codes[rule.code] = codes
        suspects = (codes == PASSED) & _candidates(rule, batch, hits)
        if suspects.any():
            seen = RuleBatch(
                batch.rows, years, batch.columns, narratives, batch.edition_rows,
                hits.get(rule.code), facts,
            )  # fmt: skip
            narrowed = _narrowed(plan, rule, seen, checked)
            codes[suspects] = narrowed[suspects]
            for row in np.flatnonzero(suspects & (narrowed == VIOLATED)).tolist():
                to_run[row].append((rule, seen))
    for row in sorted(to_run):
        for rule, seen in to_run[row]:
            report = RowReport(batch, row, rule, seen)
            checked.codes[rule.code][row] = _run(plan, rule, report, checked)
    return checked


def needed_columns(rule: Rule) -> list[str]:
    """The columns without which the rule cannot be run at all."""
    needed = [*rule.needs, *((rule.only_where,) if rule.only_where else ())]
    return [*needed, *(["sections"] if rule.words is not None else [])]


def _narrowed(plan: Plan, rule: Rule, batch: RuleBatch, checked: Checked) -> np.ndarray:
    """The rule's status codes by its condition, finder and shortcut; violated: to be judged."""
    codes = np.full(batch.rows, VIOLATED, np.int8)
    try:
        if rule.where is not None:
            verdicts = batch.fact(rule.where.evaluate)
            codes[~pc.fill_null(verdicts, True).to_numpy(zero_copy_only=False)] = PASSED
            codes[verdicts.is_null().to_numpy(zero_copy_only=False)] = UNDETERMINED
            # The text of the others need not be looked at.
            batch = batch.with_hits_of(codes == VIOLATED)
        if rule.find is not None:
            codes[(codes == VIOLATED) & ~np.asarray(rule.find.scan(batch), np.bool_)] = PASSED
    except BaseException as error:
        _let_interrupts_pass(error)
        checked.failures[_failure(plan, rule, "rule", error)] += batch.rows
        return np.full(batch.rows, FAILED, np.int8)
    shortcut = plan.shortcuts.get(rule.code)
    if shortcut is None:
        return codes
    shortened = codes.copy()
    try:
        shortened[(codes == VIOLATED) & ~np.asarray(shortcut(batch), np.bool_)] = PASSED
        shortened[(codes == VIOLATED) & batch.undetermined] = UNDETERMINED
    except BaseException as error:
        _let_interrupts_pass(error)
        checked.failures[_failure(plan, rule, "shortcut of rule", error)] += 1
        return codes  # the function judges every report
    return shortened


def _codes_before(rule: Rule, batch: Batch) -> np.ndarray:
    """The rule's status codes before it has run: passed where it still has to be asked."""
    codes = _applicable(rule, batch)
    if any(column not in batch.columns for column in needed_columns(rule)):
        codes[codes == PASSED] = SKIPPED
        return codes
    for column in rule.needs:
        codes[(codes == PASSED) & batch.is_null(column)] = UNDETERMINED
    return codes


def _applicable(rule: Rule, batch: Batch) -> np.ndarray:
    if not rule.editions:
        return np.full(batch.rows, PASSED, np.int8)
    codes = np.full(batch.rows, NOT_APPLICABLE, np.int8)
    codes[batch.formless] = NO_YEAR
    for key in rule.editions:
        if key in batch.edition_rows:
            codes[batch.edition_rows[key]] = PASSED
    return codes


def _candidates(rule: Rule, batch: Batch, hits: Mapping[str, Hits]) -> Flags:
    """The rows that the rule has to look at; all others have nothing that it could find."""
    if rule.words is not None:
        with_hits = np.zeros(batch.rows, np.bool_)
        if rule.code in hits:
            with_hits[hits[rule.code].rows] = True
        return with_hits
    if rule.only_where is not None:
        if rule.only_where not in batch.columns:
            return np.zeros(batch.rows, np.bool_)
        return ~batch.is_null(rule.only_where)
    return np.ones(batch.rows, np.bool_)


def _run(plan: Plan, rule: Rule, report: RowReport, checked: Checked) -> int:
    """The rule's status on one report; one that raises fails there, and the rest goes on."""
    assert rule.check is not None
    try:
        found = [is_finding(finding) for finding in rule.check(report)]
    except Undetermined:
        return UNDETERMINED
    except BaseException as error:
        _let_interrupts_pass(error)
        checked.failures[_failure(plan, rule, "rule", error)] += 1
        return FAILED
    if not found:  # nearly always
        return PASSED
    checked.rows += _rows(plan, rule, report, found)
    return VIOLATED


def _let_interrupts_pass(error: BaseException) -> None:
    """Raise a Ctrl-C of the user; where SIGINT is ignored, a rule has raised it by itself."""
    if isinstance(error, KeyboardInterrupt) and signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        raise error


def _failure(plan: Plan, rule: Rule, what: str, error: BaseException) -> Failure:
    owner = plan.origin.owner[rule.code]
    problem = f"{type(error).__name__}: {error}"
    return Failure(owner, plan.origin.versions[owner], f"{what} {rule.code}", problem)


def _rows(
    plan: Plan, rule: Rule, report: RowReport, found: Sequence[Finding]
) -> Iterable[dict[str, Any]]:
    times: Counter[str] = Counter()
    fields = report.fields()
    return [finding_row(finding, rule, fields, plan.origin, times) for finding in found]
