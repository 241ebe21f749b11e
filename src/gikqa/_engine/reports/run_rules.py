"""Run the rules that have a function, report by report, each only where it can find something."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.batch import Batch
from gikqa._engine.outcome.record import Record, Verdict
from gikqa._engine.plan import Plan
from gikqa._engine.reports.row_report import RowReport
from gikqa._engine.returned import findings_of, flags_of
from gikqa._model.rule import Rule
from gikqa.errors import Undetermined
from gikqa.text.characters import Flags
from gikqa.text.hits import Hits
from gikqa.text.narratives import Narratives
from gikqa.text.rule_batch import RuleBatch


def run_rules(plan: Plan, batch: Batch, record: Record) -> None:
    """Run every rule with a function on the reports of a batch in which it may find something.

    Report by report, not rule by rule: the rules of one report share its sections and everything
    that they derive from them.
    """
    whole, hits = as_rules_see(plan, batch)
    statuses: dict[str, np.ndarray] = {}
    to_run: defaultdict[int, list[tuple[Rule, RuleBatch]]] = defaultdict(list)
    for rule in plan.checks:
        codes = statuses[rule.code] = codes_before(rule, batch, needed_columns(rule))
        if rule.code in plan.without_phrases:
            to_run_at_all = codes == Verdict.PASSED
            codes[to_run_at_all] = Verdict.FAILED
            error = plan.without_phrases[rule.code]
            record.failure(rule.code, "rule", error, int(to_run_at_all.sum()))
        if rule.concerns is not None and Verdict.PASSED in codes:
            codes = statuses[rule.code] = _of_concern(plan, rule, codes, whole, record)
        if Verdict.PASSED in codes:
            for column in rule.needs:
                codes[(codes == Verdict.PASSED) & batch.is_null(column)] = Verdict.UNDETERMINED
        suspects = codes == Verdict.PASSED
        if suspects.any():  # else the export may lack a column
            suspects &= _candidates(rule, batch, hits)
        if suspects.any():
            seen = replace(whole, hits=hits.get(rule.code))
            narrowed = _narrowed(plan, rule, seen, record)
            codes[suspects] = narrowed[suspects]
            for row in np.flatnonzero(suspects & (narrowed == Verdict.VIOLATED)).tolist():
                to_run[row].append((rule, seen))
    for row in sorted(to_run):
        for rule, seen in to_run[row]:
            report = RowReport(batch, row, rule, seen)
            statuses[rule.code][row] = _run(plan, rule, row, report, record)
    whole.facts.clear()  # else the memory of the batch would wait for the garbage collector
    for rule in plan.checks:
        record.statuses(rule.code, statuses[rule.code], needed_columns(rule))


def as_rules_see(plan: Plan, batch: Batch) -> tuple[RuleBatch, Mapping[str, Hits]]:
    """The batch as a rule without phrases sees it, and the hits of each rule with phrases."""
    narratives = Narratives(batch.columns.get("sections") if plan.over_text else None, batch.rows)
    some = len(narratives.rows) > 0  # the automaton is built at the first text
    hits = plan.finder.find(narratives) if some and plan.finder is not None else {}
    years = pc.fill_null(batch.columns["year"], 0).to_numpy()
    years.flags.writeable = False
    return RuleBatch(batch.rows, years, MappingProxyType(batch.columns), narratives), hits


def needed_columns(rule: Rule) -> list[str]:
    """The columns without which the rule cannot be run at all."""
    searched = None if rule.words is None else "sections"
    return [*rule.needs, *filter(None, (rule.only_where, searched))]


def _of_concern(
    plan: Plan, rule: Rule, codes: np.ndarray, batch: RuleBatch, record: Record
) -> np.ndarray:
    """The codes, once the reports that the rule does not concern are left out."""
    assert rule.concerns is not None
    try:
        with plan.running(rule):
            verdicts = batch.fact(rule.concerns.evaluate)
    except BaseException as error:
        record.failure(rule.code, "rule", error, int((codes == Verdict.PASSED).sum()))
        return np.where(codes == Verdict.PASSED, Verdict.FAILED, codes).astype(np.int8)
    not_met, unknown = _masks(verdicts)
    codes = codes.copy()
    passed = codes == Verdict.PASSED
    codes[passed & not_met] = Verdict.NOT_CONCERNED
    codes[passed & unknown] = Verdict.UNDETERMINED
    return codes


def _masks(verdicts: pa.Array) -> tuple[Flags, Flags]:
    """Of a condition: where it is false, and where a blank leaves it unknown."""
    unknown = verdicts.is_null().to_numpy(zero_copy_only=False)
    return ~pc.fill_null(verdicts, True).to_numpy(zero_copy_only=False), unknown


def _narrowed(plan: Plan, rule: Rule, batch: RuleBatch, record: Record) -> np.ndarray:
    """The rule's status codes by its condition, shortcut and finder; VIOLATED: run it there."""
    codes = np.full(batch.rows, Verdict.VIOLATED, np.int8)
    try:
        if rule.where is not None:
            with plan.running(rule):
                verdicts = batch.fact(rule.where.evaluate)
            not_met, unknown = _masks(verdicts)
            codes[not_met], codes[unknown] = Verdict.PASSED, Verdict.UNDETERMINED
        # The text of reports that are left out is not looked at any more.
        batch = batch.with_hits_of(codes == Verdict.VIOLATED)
        codes = _shortened(plan, rule, batch, codes, record)
        if rule.find is not None and (codes == Verdict.VIOLATED).any():
            batch = batch.with_hits_of(codes == Verdict.VIOLATED)
            with plan.running(rule):
                chosen = flags_of(rule.find.scan(batch), batch.rows, "`scan`")
            codes[(codes == Verdict.VIOLATED) & ~chosen] = Verdict.PASSED
    except BaseException as error:
        record.failure(rule.code, "rule", error, batch.rows)
        return np.full(batch.rows, Verdict.FAILED, np.int8)
    return codes


def _shortened(
    plan: Plan, rule: Rule, batch: RuleBatch, codes: np.ndarray, record: Record
) -> np.ndarray:
    """The codes as the rule's shortcut leaves them; one that fails leaves every report."""
    shortcut = plan.shortcuts.get(rule.code)
    if shortcut is None:
        return codes
    shortened = codes.copy()
    try:
        with plan.running(rule):
            chosen = flags_of(shortcut(batch), batch.rows, "what a shortcut returns")
        shortened[(codes == Verdict.VIOLATED) & ~chosen] = Verdict.PASSED
    except BaseException as error:
        record.failure(rule.code, "shortcut of rule", error, 1)
        return codes
    return shortened


def codes_before(rule: Rule, batch: Batch, needed: Iterable[str]) -> np.ndarray:
    """The rule's status codes before it has run: Verdict.PASSED where it still has to run.

    needed: the columns without which it cannot be run at all.
    """
    codes = np.full(
        batch.rows, Verdict.NOT_APPLICABLE if rule.editions else Verdict.PASSED, np.int8
    )
    if rule.editions:
        codes[batch.formless] = Verdict.NO_YEAR
    else:  # a rule that judges reports of another country names their editions
        for of_country in batch.of_countries.values():
            codes[of_country] = Verdict.NOT_APPLICABLE
    for key in batch.edition_rows.keys() & rule.editions:
        codes[batch.edition_rows[key]] = Verdict.PASSED
    if any(column not in batch.columns for column in needed):
        codes[codes == Verdict.PASSED] = Verdict.SKIPPED
    return codes


def _candidates(rule: Rule, batch: Batch, hits: Mapping[str, Hits]) -> Flags:
    """The rows in which the rule can find something: its phrases, or a value in `only_where`."""
    chosen = np.full(batch.rows, rule.words is None)
    if rule.words is None and rule.only_where is not None:
        chosen = ~batch.is_null(rule.only_where)
    if rule.code in hits:
        chosen[hits[rule.code].rows] = True
    return chosen


def _run(plan: Plan, rule: Rule, row: int, report: RowReport, record: Record) -> int:
    """The rule's status on one report; one that raises fails there, and the rest goes on."""
    assert rule.check is not None
    try:
        with plan.running(rule):
            given, sections = rule.check(report), report.all_sections
            yielded = findings_of(given, plan.columns_of_reports, sections, rule)
            found = [report.as_stored(finding) for finding in yielded]
    except Undetermined:
        return Verdict.UNDETERMINED
    except BaseException as error:
        record.failure(rule.code, "rule", error, 1)
        return Verdict.FAILED
    for finding in found:
        record.finding(rule, row, finding)
    return Verdict.VIOLATED if found else Verdict.PASSED
