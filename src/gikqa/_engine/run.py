"""A whole run: every source, batch by batch, into one result."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine import door, reading
from gikqa._engine.door import Defects, defects_of
from gikqa._engine.findings import (
    REPORT_FIELDS,
    WORKING_SCHEMA,
    finding_row,
    identity_findings,
    in_order,
)
from gikqa._engine.judge import Judged, judge_batch
from gikqa._engine.plan import Plan
from gikqa._engine.statuses import NOTHING_JUDGES, Tally, coverage
from gikqa._export.layout import find_layout
from gikqa._export.sources import Source, open_sources
from gikqa._model import Failure, Finding, Status
from gikqa._result import Problem, Result
from gikqa.errors import InputError

Progress = Callable[[int, int | None], None]
"""Called with the reports judged so far, and how many there are if that is known."""

_ROWS, _ROWS_WITH_TEXT = 32_768, 2_048
"""Reports a batch: 190 counts take 50 MB; a narrative alone takes that with far fewer reports."""


def run(
    data: Any,
    plan: Plan,
    *,
    jobs: int,
    failures: tuple[Failure, ...] = (),
    max_findings_per_rule: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Judge everything in `data`. Raises InputError if none of it could be read."""
    total = _Total(plan)
    opened = list(open_sources(data, plan.cells))
    known = [source.rows for source in opened if not isinstance(source, InputError)]
    expected = None if None in known else sum(rows or 0 for rows in known)
    for judged in _judge_all(opened, plan, jobs, total):
        total.add(judged)
        if progress is not None:
            progress(total.reports, expected)
    if not total.sources and not total.reports and total.unread:
        en, zh = ("\n".join(e.in_language(lang) for e in total.unread) for lang in ("en", "zh"))
        raise InputError(en, zh)
    return total.result(failures, max_findings_per_rule)


def _judge_all(
    opened: list[Source | InputError], plan: Plan, jobs: int, total: _Total
) -> Iterator[Judged]:
    """Judge batches in threads, and give them back in the order of the input.

    The kernel releases the interpreter's lock; at most `jobs + 1` batches are in memory.
    """
    with ThreadPoolExecutor(jobs) as pool:
        waiting: deque[Future[Judged]] = deque()
        for work in _work(opened, plan, total):
            waiting.append(pool.submit(judge_batch, plan, *work))
            if len(waiting) > jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _work(opened: list[Source | InputError], plan: Plan, total: _Total) -> Iterator[Any]:
    """(batch, layout, defects) of every source; what cannot be read is noted and passed over."""
    for source in opened:
        if isinstance(source, InputError):
            total.could_not_read("", source)
            continue
        try:
            wanted = plan.columns(source.years())
            layout = find_layout(source.schema, wanted, plan.cells, source.name)
            defects = defects_of(layout, source)
            total.note(defects)
            size = _ROWS_WITH_TEXT if "sections" in layout.places else _ROWS
            for batch in source.batches(layout.to_read, size):
                yield batch, layout, defects
            total.sources += 1
        except InputError as error:
            total.could_not_read(source.name, error)


class _Total:
    """Adds up what the batches gave."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.reports = 0
        self.sources = 0  # that were read to their end
        self.problems: list[Problem] = []
        self.unread: list[InputError] = []
        self._ids: list[pa.Array] = []
        self._tally: Tally = Counter()
        self._offenders: dict[str, list[pa.Table]] = {}
        self._broken: dict[tuple[str, str], list[np.ndarray]] = {}
        self._rows: list[dict[str, Any]] = []
        self._nameless = 0
        self._failures: Counter[Failure] = Counter()
        self._defects: dict[tuple[str, str, str], Finding] = {}

    def could_not_read(self, source: str, error: InputError) -> None:
        """Keep why a source, or what is left of it, was passed over."""
        self.unread.append(error)
        self.problems.append(Problem(source, error.in_language(self._plan.origin.lang)))

    def note(self, defects: Defects) -> None:
        """Keep what is wrong with a source; the same defect of many files is said once."""
        for code, report_id, finding in defects.findings():
            if code in self._plan.rules:
                key = (code, report_id, repr((finding.cells, dict(finding.params))))
                self._defects.setdefault(key, finding)

    def add(self, judged: Judged) -> None:
        """Take in one batch."""
        self.reports += judged.reports
        self._ids.append(judged.report_ids)
        self._tally += judged.tally
        for edition, (table, broken) in judged.offences.items():
            tables = self._offenders.setdefault(edition, [])
            before = sum(one.num_rows for one in tables)
            tables.append(table)
            for statement, rows in broken.items():
                self._broken.setdefault((edition, statement), []).append(rows + before)
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
        cells: dict[str, int] = {}
        tables = [
            table
            for edition, parts in self._offenders.items()
            for table in self._findings_of(edition, parts, cells)
        ]
        self._offenders.clear()
        self._broken.clear()
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

    def _findings_of(
        self, key: str, parts: list[pa.Table], cells: dict[str, int]
    ) -> Iterator[pa.Table]:
        edition = self._plan.editions[key]
        offenders = pa.concat_tables(parts, promote_options="permissive").combine_chunks()
        known = frozenset(offenders.column_names)  # a list made anew each time it is asked for
        for identity in self._plan.identities[key]:
            rows = self._broken.get((key, identity.name))
            if rows:
                names = dict.fromkeys([*REPORT_FIELDS, *identity.cells, reading.DOUBTED])
                chosen = offenders.select([one for one in names if one in known])
                yield identity_findings(
                    identity,
                    edition,
                    self._plan.rules[identity.rule],
                    chosen.take(pa.array(np.concatenate(rows))),
                    self._plan.origin,
                    cells.setdefault(",".join(identity.cells), len(cells)),
                )

    def _judge_ids(self) -> None:
        """Find the ids that stand twice; that needs all of them."""
        if door.NO_ID in self._plan.rules and self._nameless:
            times = str(self._nameless)
            self._defects[door.NO_ID, "", ""] = Finding(observed=times, params={"count": times})
        if door.DOUBLE_ID not in self._plan.rules:
            return
        ids = pc.drop_null(pa.chunked_array(self._ids, pa.string()))
        doubled = {}
        if pc.count_distinct(ids).as_py() < len(ids):
            counted = ids.value_counts()
            often = counted.filter(pc.greater(counted.field("counts"), 1))
            named = often.filter(pa.array(~door.blank_text(often.field("values"))))
            doubled = {line["values"]: line["counts"] for line in named.to_pylist()}
        for report_id, times in doubled.items():
            self._defects[door.DOUBLE_ID, report_id, ""] = Finding(
                observed=report_id, params={"count": str(times)}
            )
        hit = sum(doubled.values())
        self._tally[door.DOUBLE_ID, Status.VIOLATED, None] += hit
        self._tally[door.DOUBLE_ID, Status.PASSED, None] += self.reports - hit

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
