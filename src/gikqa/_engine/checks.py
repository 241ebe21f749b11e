"""Run the rules that have a function, report by report, each only where it can find something."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gikqa._engine.batch import Batch
from gikqa._engine.checked import checked as is_finding
from gikqa._engine.findings import finding_row
from gikqa._engine.identities import PASSED, SKIPPED, UNDETERMINED, VIOLATED
from gikqa._engine.plan import Plan
from gikqa._engine.statuses import FAILED, NO_YEAR, NOT_APPLICABLE
from gikqa._engine.view import RowReport, read_sections
from gikqa._model import Failure, Finding, Hit, Rule, Section
from gikqa.errors import Undetermined


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
    sections = _sections(plan, batch)
    hits = {} if plan.finder is None else _find_phrases(plan, sections)
    asked: defaultdict[int, list[Rule]] = defaultdict(list)
    for rule in plan.checks:
        codes = _codes_before(rule, batch)
        checked.codes[rule.code] = codes
        for row in _candidates(rule, batch, hits):
            if codes[row] == PASSED:
                asked[row].append(rule)
    for row in sorted(asked):
        for rule in asked[row]:
            of_rule = hits.get(row, {}).get(rule.code, ())
            report = RowReport(batch, row, rule, sections.get(row, ()), of_rule)
            checked.codes[rule.code][row] = _run(plan, rule, report, checked)
    return checked


def needed_columns(rule: Rule) -> list[str]:
    """The columns without which the rule cannot be run at all."""
    needed = [*rule.needs, *((rule.only_where,) if rule.only_where else ())]
    return [*needed, *(["sections"] if rule.phrases is not None else [])]


def _sections(plan: Plan, batch: Batch) -> dict[int, tuple[Section, ...]]:
    """Row → its sections, if any rule looks at them."""
    column = batch.columns.get("sections")
    wanted = any("sections" in rule.columns or rule.phrases is not None for rule in plan.checks)
    if column is None or not wanted:
        return {}
    return {row: read_sections(value) for row, value in enumerate(column.to_pylist())}


def _find_phrases(
    plan: Plan, sections: dict[int, tuple[Section, ...]]
) -> dict[int, dict[str, list[Hit]]]:
    """Row → rule → hits, for the rows that have any."""
    assert plan.finder is not None
    found = ((row, plan.finder.find(of_row)) for row, of_row in sections.items())
    return {row: hits for row, hits in found if hits}


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


def _candidates(rule: Rule, batch: Batch, hits: dict[int, dict[str, list[Hit]]]) -> Iterable[int]:
    """The rows that the rule has to look at; all others have nothing that it could find."""
    if rule.phrases is not None:
        return [row for row, of_row in hits.items() if rule.code in of_row]
    if rule.only_where is not None:
        if rule.only_where not in batch.columns:
            return []
        return [int(row) for row in np.flatnonzero(~batch.is_null(rule.only_where))]
    return range(batch.rows)


def _run(plan: Plan, rule: Rule, report: RowReport, checked: Checked) -> int:
    """The rule's status on one report; one that raises fails there, and the rest goes on."""
    assert rule.check is not None
    try:
        found = [is_finding(finding) for finding in rule.check(report)]
    except Undetermined:
        return UNDETERMINED
    except (Exception, SystemExit) as error:
        owner = plan.origin.owner[rule.code]
        problem = f"{type(error).__name__}: {error}"
        failure = Failure(owner, plan.origin.versions[owner], f"rule {rule.code}", problem)
        checked.failures[failure] += 1
        return FAILED
    checked.rows += _rows(plan, rule, report, found)
    return VIOLATED if found else PASSED


def _rows(
    plan: Plan, rule: Rule, report: RowReport, found: Sequence[Finding]
) -> Iterable[dict[str, Any]]:
    times: Counter[str] = Counter()
    fields = report.fields()
    return [finding_row(finding, rule, fields, plan.origin, times) for finding in found]
