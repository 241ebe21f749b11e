"""Rules across reports: what is kept of each batch, and the judging at the end of the run."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.batch import REPORT_FIELDS, Batch
from gikqa._engine.outcome.record import Record, Verdict, failure_of, why_skipped
from gikqa._engine.plan import Plan
from gikqa._engine.reports.run_rules import codes_before
from gikqa._engine.returned import checked, flags_of
from gikqa._export.export_schema import ANY_SECTIONS, OPTIONAL, REQUIRED, cell_type
from gikqa._model.across import Absent, Compared, Ledger
from gikqa._model.finding import Finding
from gikqa._model.roster import UNLISTED, Roster
from gikqa._model.rule import Rule
from gikqa._model.status import Failure

Found: TypeAlias = tuple[int | None, dict[str, Any], Finding]
"""The row of a report, None if it is absent; its `REPORT_FIELDS`; the finding."""

_OF_BODY = ("publisher", "region_code")


@dataclass(frozen=True)
class KeptOfRule:
    """What a rule keeps of one batch.

    codes: its status on each report, PASSED where it still has to judge. columns: of the reports
    that it has to judge. lacking: why it skips reports, if the source lacks a column.
    """

    codes: np.ndarray
    columns: pa.RecordBatch
    lacking: str | None


@dataclass(frozen=True)
class Kept:
    """What is kept of one batch until the end of the run; it is sent from process to process.

    reports: `REPORT_FIELDS` of all reports. rules: by code; a rule that is not here has ended the
    process that judged the batch.
    """

    reports: pa.RecordBatch
    rules: Mapping[str, KeptOfRule]

    def joined(self, other: "Kept") -> "Kept":
        """The same reports with what other rules keep of them."""
        return replace(self, rules={**self.rules, **other.rules})

    def codes(self, rule: Rule) -> np.ndarray:
        """The rule's status on each report, PASSED where it still has to judge."""
        if rule.code in self.rules:
            return self.rules[rule.code].codes
        return np.full(self.reports.num_rows, Verdict.FAILED, np.int8)

    def lacking(self, rule: Rule) -> str | None:
        """Why the rule skips reports of the batch, if the source lacks a column."""
        return self.rules[rule.code].lacking if rule.code in self.rules else None

    def has_some_of(self, rule: Rule) -> bool:
        """Whether the rule has to judge some reports of the batch."""
        return rule.code in self.rules and bool((self.codes(rule) == Verdict.PASSED).any())


def keep_for_rules_across(plan: Plan, batch: Batch, record: Record) -> Kept:
    """Keep of a batch what the rules across reports need of it at the end of the run."""
    kept = {}
    shared: dict[Any, pa.RecordBatch] = {}  # several rules may make the same of the same columns
    for rule in plan.across:
        codes = codes_before(rule, batch, rule.needs)
        codes[batch.is_null("year")] = Verdict.NO_YEAR
        to_judge = codes == Verdict.PASSED
        key = (rule.across and rule.across.keep, rule.columns, to_judge.tobytes())
        try:
            if key not in shared:
                with plan.running(rule):
                    shared[key] = _kept_columns(plan, rule, batch, to_judge)
            columns = shared[key]
        except BaseException as error:
            record.failure(rule.code, "rule", error, int(to_judge.sum()))
            codes[to_judge], columns = Verdict.FAILED, pa.RecordBatch.from_pydict({})
        lacking = why_skipped(rule.needs, batch.layout, plan.origin.lang)
        kept[rule.code] = KeptOfRule(codes, columns, lacking)
    return Kept(_columns(plan, batch, REPORT_FIELDS), kept)


def _kept_columns(plan: Plan, rule: Rule, batch: Batch, to_judge: np.ndarray) -> pa.RecordBatch:
    """What the rule keeps of the reports that it has to judge."""
    columns = _columns(plan, batch, rule.columns)
    # A batch without columns has no rows to choose from.
    if columns.num_columns and not to_judge.all():
        columns = columns.filter(pa.array(to_judge))
    assert rule.across is not None
    if rule.across.keep is None:
        return columns
    kept = rule.across.keep(columns)
    if not isinstance(kept, pa.RecordBatch) or kept.num_rows != columns.num_rows:
        raise TypeError("`keep` has to return a RecordBatch with a row for each row that it gets")
    return kept


def _columns(plan: Plan, batch: Batch, names: Sequence[str]) -> pa.RecordBatch:
    """Columns of a batch in their own types; all null where the source lacks one."""
    kinds = {name: cell_type(plan.cells[name]) for name in names if name in plan.cells}
    wide = {"year": pa.int64(), "sections": ANY_SECTIONS}
    kinds = {**REQUIRED, **OPTIONAL, **wide, **kinds}
    lacking = {kinds[name] for name in names if name not in batch.columns}
    blank = {kind: pa.nulls(batch.rows, kind) for kind in lacking}
    return pa.RecordBatch.from_pydict(
        {
            # A number of a section of 2^63 and more becomes a negative one.
            name: batch.columns[name].cast(kinds[name], safe=name != "sections")
            if name in batch.columns
            else blank[kinds[name]]
            for name in names
        }
    )


def nothing_kept(report_ids: pa.Array) -> Kept:
    """For a batch that no process has judged: every rule has failed on it."""
    blank = {"publisher": pa.string(), "region_code": pa.string(), "year": pa.int64()}
    nulls = {name: pa.nulls(len(report_ids), kind) for name, kind in blank.items()}
    return Kept(pa.RecordBatch.from_pydict({"report_id": report_ids} | nulls), {})


@dataclass(frozen=True)
class AllKept:
    """What is kept of all batches, in the order of the input."""

    batches: Sequence[Kept]
    roster: Roster | None

    @cached_property
    def reports(self) -> pa.Table:
        """`REPORT_FIELDS` of all reports."""
        return pa.Table.from_batches([kept.reports for kept in self.batches])

    @cached_property
    def bodies(self) -> np.ndarray:
        """A number for each body; -1 for a report that names none."""
        name = pc.utf8_trim_whitespace(self.reports["publisher"])
        name = pc.if_else(pc.equal(name, ""), None, name)
        region = pc.fill_null(self.reports["region_code"], "")
        key = pc.binary_join_element_wise(region, name, "\x1f").combine_chunks()
        numbers = pc.fill_null(key.dictionary_encode().indices, -1)
        of_rows: np.ndarray = numbers.to_numpy(zero_copy_only=False)
        return of_rows

    @cached_property
    def in_order(self) -> np.ndarray:
        """The rows of all reports that name a body, by body and year."""
        years = pc.fill_null(self.reports["year"], 0).to_numpy()
        rows = np.flatnonzero(self.bodies >= 0)
        ordered: np.ndarray = rows[np.lexsort((years[rows], self.bodies[rows]))]
        return ordered

    @cached_property
    def listed(self) -> np.ndarray:
        """The row of each report's body in the roster."""
        if self.roster is None:
            return np.full(self.reports.num_rows, UNLISTED)
        bodies, first, place = np.unique(self.bodies, return_index=True, return_inverse=True)
        one_of_each = self.reports.select(["publisher", "region_code"]).take(first)
        rows = self.roster.find(*(column.to_pylist() for column in one_of_each.columns))
        rows[bodies < 0] = UNLISTED
        listed: np.ndarray = rows[place]
        return listed

    def judge(
        self, plan: Plan, rule: Rule, compare: "Compare"
    ) -> tuple[np.ndarray, list[Found], Counter[Failure]]:
        """The rule's status code on each report, its findings, and its failures."""
        failures: Counter[Failure] = Counter()
        codes = np.concatenate([kept.codes(rule) for kept in self.batches])
        rows = np.flatnonzero(codes == Verdict.PASSED)
        if not len(rows):
            return codes, [], failures
        codes[rows], found, missing, failure = compare(plan, rule, self._ledger(rule, rows))
        if failure is not None:
            failures[failure] += len(rows)
        on_reports = [(int(rows[row]), self._report(int(rows[row])), one) for row, one in found]
        absent = [(None, self._no_report(one), one.finding) for one in missing]
        return codes, [*on_reports, *absent], failures

    def _report(self, row: int) -> dict[str, Any]:
        report: dict[str, Any] = self.reports.slice(row, 1).to_pylist()[0]
        return report

    def _no_report(self, absent: Absent) -> dict[str, Any]:
        """The fields of a report that is not there."""
        assert self.roster is not None
        (body,) = self.roster.bodies.select(_OF_BODY).slice(absent.body, 1).to_pylist()
        return {"report_id": "", **body, "year": pa.scalar(absent.year, pa.int32()).as_py()}

    def _ledger(self, rule: Rule, rows: np.ndarray) -> Ledger:
        columns = pa.Table.from_batches(
            [kept.rules[rule.code].columns for kept in self.batches if kept.has_some_of(rule)]
        )
        reports, bodies, in_order = self.reports, self.bodies, self.in_order
        listed = self.listed
        if len(rows) < reports.num_rows:
            places = np.full(reports.num_rows, -1)
            places[rows] = np.arange(len(rows))
            reports, bodies, listed = reports.take(pa.array(rows)), bodies[rows], listed[rows]
            in_order = places[in_order]
            in_order = in_order[in_order >= 0]
        for shared in (bodies, in_order, listed):
            shared.flags.writeable = False  # other rules across reports read them
        named = dict(zip(columns.column_names, columns.columns, strict=True))
        whole = dict(zip(reports.column_names, reports.columns, strict=True))
        return Ledger(
            pa.table(named | whole), bodies, in_order, self.roster, listed, rule.option_values
        )


Comparison: TypeAlias = tuple[np.ndarray, list[tuple[int, Finding]], list[Absent], Failure | None]
"""The status code on each report of a ledger, findings by report and on reports that are not
there, and why the rule failed."""
Compare: TypeAlias = Callable[[Plan, Rule, Ledger], Comparison]


def compare(plan: Plan, rule: Rule, ledger: Ledger) -> Comparison:
    """Have a rule compare the reports of its ledger."""
    try:
        with plan.running(rule):
            codes, found, absent = _judged(plan, rule, ledger)
    except BaseException as error:
        failure = failure_of(plan.origin, rule.code, "rule", error)
        return compared_nothing(ledger, failure)
    return codes, found, absent, None


def compared_nothing(ledger: Ledger, failure: Failure) -> Comparison:
    """What comes of a ledger if its rule fails."""
    return np.full(ledger.reports.num_rows, Verdict.FAILED, np.int8), [], [], failure


def _judged(
    plan: Plan, rule: Rule, ledger: Ledger
) -> tuple[np.ndarray, list[tuple[int, Finding]], list[Absent]]:
    """The rule's status code on each report of its ledger, and its findings."""
    assert rule.across is not None
    rows = ledger.reports.num_rows
    compared = rule.across.judge(ledger)
    if not isinstance(compared, Compared):
        raise TypeError(f"`judge` has to return Compared, not {type(compared).__name__}")
    codes = np.full(rows, Verdict.ALONE, np.int8)
    codes[flags_of(compared.judged, rows, "`judged`")] = Verdict.PASSED
    if compared.left_open is not None:
        left_open = flags_of(compared.left_open, rows, "`left_open`")
        codes[left_open & (codes == Verdict.PASSED)] = Verdict.UNDETERMINED
    found: list[tuple[int, Finding]] = []
    times: Counter[int] = Counter()
    for row, finding in compared.findings:
        place = range(rows)[row]
        times[place] += 1
        fits = checked(finding, times[place], plan.columns_of_reports, rule)
        found.append((place, fits))
    codes[[row for row, _ in found]] = Verdict.VIOLATED
    return codes, found, [_fits(one, plan, rule, ledger) for one in compared.absent]


def _fits(absent: Absent, plan: Plan, rule: Rule, ledger: Ledger) -> Absent:
    """The finding on a report that is not there. Raises ValueError if there can be none."""
    if not isinstance(absent, Absent):
        raise TypeError(f"`absent` has to hold Absent, not {type(absent).__name__}")
    if ledger.roster is None:
        raise ValueError("`absent` needs a rule with `roster=True`")
    bodies = ledger.roster.bodies.num_rows
    if absent.body not in range(bodies):
        raise ValueError(f"Absent.body is {absent.body}, and the roster has {bodies} rows")
    year = pa.scalar(absent.year, pa.int32()).as_py()
    return Absent(absent.body, year, checked(absent.finding, 1, plan.columns_of_reports, rule))
