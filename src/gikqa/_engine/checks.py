"""Run the rules that have a function, report by report, each only where it can find something."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow.compute as pc

from gikqa._engine.batch import Batch
from gikqa._engine.checked import checked as is_finding
from gikqa._engine.findings import finding_row
from gikqa._engine.identities import PASSED, SKIPPED, UNDETERMINED, VIOLATED
from gikqa._engine.plan import Plan
from gikqa._engine.statuses import FAILED, NO_YEAR, NOT_APPLICABLE
from gikqa._engine.view import RowReport
from gikqa._model import Failure, Finding, Rule
from gikqa.errors import Undetermined
from gikqa.screens import Flags, Hits, Narratives, Screening


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
    asked: defaultdict[int, list[Rule]] = defaultdict(list)
    for rule in plan.checks:
        codes = _codes_before(rule, batch)
        checked.codes[rule.code] = codes
        suspects = (codes == PASSED) & _candidates(rule, batch, hits)
        if rule.screen is not None and suspects.any():
            asked_of, unsure = _screened(plan, rule, batch, narratives, hits, checked)
            codes[suspects & unsure] = UNDETERMINED
            suspects &= asked_of & ~unsure
        for row in np.flatnonzero(suspects).tolist():
            asked[row].append(rule)
    for row in sorted(asked):
        for rule in asked[row]:
            report = RowReport(batch, row, rule, narratives, hits.get(rule.code))
            checked.codes[rule.code][row] = _run(plan, rule, report, checked)
    return checked


def needed_columns(rule: Rule) -> list[str]:
    """The columns without which the rule cannot be run at all."""
    needed = [*rule.needs, *((rule.only_where,) if rule.only_where else ())]
    return [*needed, *(["sections"] if rule.phrases is not None else [])]


def _screened(
    plan: Plan,
    rule: Rule,
    batch: Batch,
    narratives: Narratives,
    hits: Mapping[str, Hits],
    checked: Checked,
) -> tuple[Flags, Flags]:
    """The rows that the rule's screen does not clear, and those that it leaves undetermined.

    If the screen fails, all are to be asked.
    """
    assert rule.screen is not None
    of_rule = hits.get(rule.code)
    years = pc.fill_null(batch.columns["year"], 0).to_numpy()
    screening = Screening(batch.rows, years, batch.columns, narratives, batch.edition_rows, of_rule)
    try:
        return np.asarray(rule.screen(screening), np.bool_), screening.undetermined
    except (Exception, SystemExit) as error:
        checked.failures[_failure(plan, rule, "screen of rule", error)] += 1
        return np.ones(batch.rows, np.bool_), np.zeros(batch.rows, np.bool_)


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
    if rule.phrases is not None:
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
    except (Exception, SystemExit) as error:
        checked.failures[_failure(plan, rule, "rule", error)] += 1
        return FAILED
    if not found:  # nearly always
        return PASSED
    checked.rows += _rows(plan, rule, report, found)
    return VIOLATED


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
