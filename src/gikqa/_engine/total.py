"""Add up what the batches of a run gave: findings, statuses, failures, ids that stand twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine import export_rules
from gikqa._engine.equations.collect import Offences
from gikqa._engine.export_rules import Defects
from gikqa._engine.judge import Judged
from gikqa._engine.outcome.finding_rows import WORKING_SCHEMA, finding_row, in_order
from gikqa._engine.outcome.statuses import NOTHING_JUDGES, Tally, coverage
from gikqa._engine.plan import Plan
from gikqa._model.finding import Finding
from gikqa._model.result import Problem, Result
from gikqa._model.status import Failure, Status
from gikqa.errors import InputError


class Total:
    """Adds up what the batches gave, and makes the result of the run."""

    def __init__(self, plan: Plan, pool: Executor) -> None:
        self._plan = plan
        self._offences = Offences(plan, pool)
        self.reports = 0
        self.read_to_end: set[int] = set()  # numbers of the sources
        self.problems: list[Problem] = []
        self.unread: list[InputError] = []
        self._broken_off: set[int] = set()
        self._ids: list[pa.Array] = []
        self._tally: Tally = Counter()
        self._rows: list[dict[str, Any]] = []
        self._nameless = 0
        self._failures: Counter[Failure] = Counter()
        self._defects: dict[tuple[str, str, str], Finding] = {}

    def could_not_read(self, number: int, source: str, error: InputError) -> None:
        """Keep why a source, or a part of it, was passed over: the first reason of each."""
        if number in self._broken_off:
            return
        self._broken_off.add(number)
        self.read_to_end.discard(number)
        self.unread.append(error)
        self.problems.append(Problem(source, error.in_language(self._plan.origin.lang)))

    @property
    def nothing_read(self) -> bool:
        """Whether all that was handed over could not be read."""
        return bool(self.unread) and not self.read_to_end and not self.reports

    def begun(self, number: int, defects: Defects) -> None:
        """Keep what is wrong with a source; the same defect of many files is said once."""
        self.read_to_end.add(number)
        for code, report_id, finding in defects.findings():
            if code in self._plan.rules:
                key = (code, report_id, repr((finding.cells, dict(finding.params))))
                self._defects.setdefault(key, finding)

    def add(self, judged: Judged) -> None:
        """Take in one batch."""
        self.reports += judged.reports
        self._ids.append(judged.report_ids)
        self._tally += judged.tally
        self._offences.add(judged.offences)
        self._rows += judged.rows
        self._nameless += judged.nameless
        self._failures += judged.failures

    def result(self, failures: tuple[Failure, ...], most: int | None) -> Result:
        """The result of everything that was added."""
        self._judge_ids()
        for code in self._plan.unstated:
            reason = NOTHING_JUDGES[self._plan.origin.lang]
            self._tally[code, Status.SKIPPED, reason] += self.reports
        for (code, report_id, _), finding in self._defects.items():
            self._rows.append(self._row(code, report_id, finding))
        cells = dict(self._plan.cell_lists)
        tables = list(self._offences.findings())
        for row in self._rows:
            row["cells"] = cells.setdefault(row["cells"], len(cells))
        tables.append(pa.Table.from_pylist(self._rows, schema=WORKING_SCHEMA))
        findings, hidden = _cap(in_order(tables, cells), most)
        return Result(
            findings=findings,
            coverage=coverage(self._tally, self._plan.rules),
            reports=self.reports,
            rules=tuple(self._plan.rules[code] for code in sorted(self._plan.rules)),
            lang=self._plan.origin.lang,
            plugins=dict(sorted(self._plan.origin.versions.items())),
            failures=(*failures, *self._told_once()),
            problems=tuple(self.problems),
            hidden=hidden,
        )

    def _judge_ids(self) -> None:
        """Find the ids that stand twice; that needs all of them."""
        if export_rules.NO_ID in self._plan.rules and self._nameless:
            times = str(self._nameless)
            self._defects[export_rules.NO_ID, "", ""] = Finding(
                observed=times, params={"count": times}
            )
        if export_rules.DOUBLE_ID not in self._plan.rules:
            return
        ids = pc.drop_null(pa.chunked_array(self._ids, pa.string()))
        doubled = {}
        if pc.count_distinct(ids).as_py() < len(ids):
            counted = ids.value_counts()
            often = counted.filter(pc.greater(counted.field("counts"), 1))
            named = often.filter(pa.array(~export_rules.blank_text(often.field("values"))))
            doubled = {line["values"]: line["counts"] for line in named.to_pylist()}
        for report_id, times in doubled.items():
            self._defects[export_rules.DOUBLE_ID, report_id, ""] = Finding(
                observed=report_id, params={"count": str(times)}
            )
        hit = sum(doubled.values())
        self._tally[export_rules.DOUBLE_ID, Status.VIOLATED, None] += hit
        self._tally[export_rules.DOUBLE_ID, Status.PASSED, None] += self.reports - hit

    def _row(self, code: str, report_id: str, finding: Finding) -> dict[str, Any]:
        report = {"report_id": report_id, "publisher": None, "region_code": None, "year": None}
        return finding_row(finding, self._plan.rules[code], report, self._plan.origin, Counter())

    def _told_once(self) -> Iterator[Failure]:
        """One line for each rule that failed: the first problem, and on how many reports."""
        by_rule: dict[tuple[str, str, str], tuple[str, int]] = {}
        for failure, times in sorted(self._failures.items(), key=lambda item: item[0].problem):
            key = (failure.plugin, failure.version, failure.what)
            problem, seen = by_rule.get(key, (failure.problem, 0))
            by_rule[key] = (problem, seen + times)
        for (plugin, version, what), (problem, times) in sorted(by_rule.items()):
            yield Failure(plugin, version, what, f"{problem} ({times}×)")


def _cap(findings: pa.Table, most: int | None) -> tuple[pa.Table, dict[str, int]]:
    """Keep the first `most` findings of each rule, and say how many of it are left out."""
    if most is None:
        return findings, {}
    seen: Counter[str] = Counter()
    keep = []
    for rule in findings.column("rule").to_pylist():
        seen[rule] += 1
        keep.append(seen[rule] <= most)
    hidden = {rule: times - most for rule, times in sorted(seen.items()) if times > most}
    return findings.filter(pa.array(keep, pa.bool_())), hidden
