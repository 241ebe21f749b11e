"""Add up the outcomes of all batches: findings, statuses, failures, ids that occur twice."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.batch import REPORT_FIELDS
from gikqa._engine.defects import DOUBLE_ID, NO_ID, Defects
from gikqa._engine.equations.violations import ViolatedEquations
from gikqa._engine.export_rules import blank_text
from gikqa._engine.ledgers import AllKept, Compare, Kept, compare, nothing_kept
from gikqa._engine.messages import in_words
from gikqa._engine.outcome.finding_rows import WORKING_SCHEMA, finding_row, in_order
from gikqa._engine.outcome.implied import with_shared_causes
from gikqa._engine.outcome.record import Judged, Tally, Verdict, coverage
from gikqa._engine.plan import Plan
from gikqa._engine.suppress import suppress
from gikqa._export.read_errors import OwnOutput
from gikqa._model.finding import Finding, Severity
from gikqa._model.result import Problem, Result
from gikqa._model.standing import Standings
from gikqa._model.status import Failure, Status
from gikqa.errors import GikqaError, InputError


class Total:
    """Adds up the outcomes of batches, and makes the result of the run."""

    def __init__(self, plan: Plan, pool: Executor, compare: Compare = compare) -> None:
        self._plan, self._compare = plan, compare
        self._pool = pool
        self._violated = ViolatedEquations(plan, pool)
        self.reports = 0
        self._begun: set[int] = set()  # numbers of the sources
        self._unread: dict[int, tuple[str, InputError]] = {}
        self._contradictions: list[tuple[str, InputError]] = []
        self._hints: dict[str, GikqaError] = {}
        self._standings = Standings()
        self._kept: list[Kept] = []
        self._tally: Tally = Counter()
        self._rows: list[dict[str, Any]] = []
        self._nameless = 0
        self._failures: Counter[Failure] = Counter()
        self._defects: dict[tuple[str, str, str], Finding] = {}

    def could_not_read(self, number: int, source: str, error: InputError) -> None:
        """Keep why a source, or a part of it, was passed over: the first reason of each."""
        if isinstance(error, OwnOutput):
            self._hints[str(error)] = error
        else:
            self._unread.setdefault(number, (source, error))

    def refuse_if_nothing_was_read(self) -> None:
        """Raise InputError, with all reasons, if no report was read."""
        if self.reports:
            return
        errors = [*(error for _, error in self._unread.values()), *self._hints.values()]
        if not errors or self._begun - self._unread.keys():
            errors.append(InputError.worded("no reports"))
        en, zh = ("\n".join(e.in_language(lang) for e in errors) for lang in ("en", "zh"))
        raise InputError(en, zh)

    def begun(self, number: int, defects: Defects) -> None:
        """Keep the defects of a source; the same one in many files makes one finding."""
        self._begun.add(number)
        self._contradictions += [("", error) for error in defects.contradictions]
        for hint in defects.hints:
            self._hints.setdefault(str(hint).partition(": ")[2], hint)
        for code, report_id, finding in defects.findings():
            if code in self._plan.rules:
                key = (code, report_id, repr((finding.cells, dict(finding.params))))
                self._defects.setdefault(key, finding)

    def add(self, judged: Judged) -> None:
        """Add the outcome of one batch."""
        self.reports += judged.reports
        self._standings.batches.append(judged.standing)
        if self._plan.across:
            self._kept.append(judged.kept or nothing_kept(judged.standing.report_ids))
        self._tally += judged.tally
        self._violated.add(judged.violated)
        self._rows += judged.rows
        self._nameless += judged.nameless
        self._failures += judged.failures

    def result(self, failures: tuple[Failure, ...], most: int | None) -> Result:
        """The result of everything that was added."""
        self._judge_ids()
        self._judge_across()
        lang = self._plan.origin.lang
        for code in self._plan.unstated:
            reason = in_words("nothing_judges", lang)
            self._tally[code, Status.SKIPPED, reason] += self.reports
            self._standings.unstated.append(reason)
        for (code, report_id, _), finding in self._defects.items():
            report = dict.fromkeys(REPORT_FIELDS) | {"report_id": report_id}
            rule, origin = self._plan.rules[code], self._plan.origin
            self._rows.append(finding_row(finding, rule, report, origin, Counter(), on_export=True))
        cells = dict(self._plan.cell_lists)
        tables = list(self._violated.findings())
        for row in self._rows:
            row["cells"] = cells.setdefault(row["cells"], len(cells))
        tables.append(pa.Table.from_pylist(self._rows, schema=WORKING_SCHEMA))
        ordered = in_order(tables, cells, self._pool)
        unused: tuple[str, ...] = ()
        if self._plan.baseline is not None:
            ordered, unused, hints = suppress(
                ordered, self._plan, self._tally, self._standings.batches
            )
            self._hints |= {str(hint): hint for hint in hints}
        ordered = with_shared_causes(ordered, self._plan.rules)
        findings, hidden, hidden_severities = _cap(ordered, most)
        return Result(
            findings=findings,
            coverage=coverage(self._tally, self._plan.rules),
            reports=self.reports,
            rules=tuple(self._plan.rules[code] for code in sorted(self._plan.rules)),
            lang=lang,
            plugins=dict(sorted(self._plan.origin.versions.items())),
            failures=(*failures, *self._one_for_each_rule()),
            problems=tuple(
                Problem(source, error.in_language(lang))
                for source, error in (*self._unread.values(), *self._contradictions)
            ),
            hints=(*self._plan.hints, *(hint.in_language(lang) for hint in self._hints.values())),
            hidden=hidden,
            hidden_severities=hidden_severities,
            standings=self._standings,
            options={code: dict(values) for code, values in self._plan.options},
            editions=self._plan.editions,
            unused=unused,
        )

    def _judge_ids(self) -> None:
        """Find the ids that occur twice, which needs those of all reports."""
        if NO_ID in self._plan.rules and self._nameless:
            times = str(self._nameless)
            self._defects[NO_ID, "", ""] = Finding(observed=times, params={"count": times})
        if DOUBLE_ID not in self._plan.rules:
            return
        batches, rule = self._standings.batches, self._plan.rules[DOUBLE_ID]
        ids = pc.drop_null(pa.chunked_array([one.report_ids for one in batches], pa.string()))
        counted = ids.value_counts()
        often = counted.filter(pc.greater(counted.field("counts"), 1))
        named = often.filter(pa.array(~blank_text(often.field("values"))))
        for line in named.to_pylist():
            finding = Finding(observed=line["values"], params={"count": str(line["counts"])})
            self._defects[DOUBLE_ID, line["values"], ""] = finding
        for standing in batches:
            judged = Judged(len(standing.report_ids), standing)
            codes = np.full(judged.reports, Verdict.PASSED, np.int8)
            if len(named):
                hit = pc.is_in(standing.report_ids, named.field("values"))
                codes[hit.to_numpy(zero_copy_only=False)] = Verdict.VIOLATED
                standing.violate(np.flatnonzero(codes), rule.severity)
            judged.count(rule.code, codes, self._plan.origin.lang)
            self._tally += judged.tally

    def _judge_across(self) -> None:
        """Judge the rules that compare reports, which need those of all batches."""
        all_kept, origin = AllKept(self._kept, self._plan.roster), self._plan.origin
        starts = np.cumsum([0, *(len(one.report_ids) for one in self._standings.batches)])
        for rule in self._plan.across:
            codes, found, failures = all_kept.judge(self._plan, rule, self._compare)
            self._failures += failures
            for number, standing in enumerate(self._standings.batches):
                start, end = starts[number : number + 2]
                judged = Judged(end - start, standing)
                lacking = self._kept[number].lacking(rule)
                judged.count(rule.code, codes[start:end], origin.lang, lacking)
                self._tally += judged.tally
            times: defaultdict[int | None, Counter[str]] = defaultdict(Counter)
            for row, report, finding in found:
                made = finding_row(finding, rule, report, origin, times[row])
                self._rows.append(made)
                if row is None:
                    continue
                number = int(np.searchsorted(starts, row, "right")) - 1
                standing = self._standings.batches[number]
                standing.violate([row - starts[number]], Severity(made["severity"]))

    def _one_for_each_rule(self) -> Iterator[Failure]:
        """One failure for each rule: the first problem, and on how many reports there was one."""
        by_rule: dict[tuple[str, str, str], tuple[Failure, int]] = {}
        for failure, times in sorted(self._failures.items(), key=lambda item: item[0].problem):
            key = (failure.plugin, failure.version, failure.what)
            first, seen = by_rule.get(key, (failure, 0))
            by_rule[key] = (first, seen + times)
        for _, (failure, times) in sorted(by_rule.items(), key=lambda entry: entry[0]):
            yield replace(failure, problem=f"{failure.problem} ({times}×)")


def _cap(findings: pa.Table, most: int | None) -> tuple[pa.Table, dict[str, int], dict[str, int]]:
    """The first `most` findings of each rule, and how many others by rule and by severity."""
    if most is None:
        return findings, {}, {}
    codes = findings.column("rule").to_numpy(zero_copy_only=False)
    rank = np.zeros(len(codes), np.int64)
    for rule in np.unique(codes):
        of_rule = np.flatnonzero(codes == rule)
        rank[of_rule] = np.arange(len(of_rule))
    keep = pa.array(rank < most)
    left_out = findings.select(["rule", "severity"]).filter(pc.invert(keep))
    by_rule, by_severity = (
        {line["values"]: line["counts"] for line in column.value_counts().to_pylist()}
        for column in left_out.columns
    )
    return findings.filter(keep), dict(sorted(by_rule.items())), by_severity
