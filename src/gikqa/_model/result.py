"""The result of a run: findings, and which reports each rule has and has not judged."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa

from gikqa._model.finding import Severity
from gikqa._model.option import OptionValue
from gikqa._model.rule import Rule
from gikqa._model.standing import Standings
from gikqa._model.status import Failure, Status
from gikqa.errors import FindingsError

if TYPE_CHECKING:
    import gikqa

FINDINGS_SCHEMA = pa.schema(
    [
        pa.field("rule", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("confidence", pa.string(), nullable=False),
        pa.field("report_id", pa.string(), nullable=False),
        pa.field("publisher", pa.string()),
        pa.field("region_code", pa.string()),
        pa.field("year", pa.int32()),
        pa.field("cells", pa.list_(pa.string()), nullable=False),
        pa.field("section", pa.int8()),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("quote", pa.string()),
        pa.field("observed", pa.string()),
        pa.field("expected", pa.string()),
        pa.field("message", pa.string(), nullable=False),
        pa.field("params", pa.map_(pa.string(), pa.string()), nullable=False),
        pa.field("cause", pa.string()),
        pa.field(
            "proposal",
            pa.list_(pa.struct([("cell", pa.string()), ("value", pa.string())])),
            nullable=False,
        ),
        pa.field("basis", pa.string(), nullable=False),
        pa.field("plugin", pa.string(), nullable=False),
        pa.field("plugin_version", pa.string(), nullable=False),
        pa.field("fingerprint", pa.string(), nullable=False),
    ]
)
"""One row for each finding; a finding on the export itself has an empty `report_id`."""

COVERAGE_SCHEMA = pa.schema(
    [
        pa.field("rule", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        pa.field("reason", pa.string()),
        pa.field("reports", pa.int64(), nullable=False),
    ]
)
"""One row for each rule, status and reason; `reports` of a rule add up to all reports."""


@dataclass(frozen=True)
class Problem:
    """An input, or a part of one, that could not be read; the rest was judged."""

    source: str
    problem: str


@dataclass(frozen=True, repr=False)
class Result:
    """The findings of a run, and for every rule the status of every report.

    A result can be pickled; what comes back lacks the functions of the rules.

    findings: `FINDINGS_SCHEMA`, ordered by report_id, rule, cells, start.
    coverage: `COVERAGE_SCHEMA`, ordered by rule and status.
    reports: how many reports were read. hidden: rule → findings left out by
    `max_findings_per_rule` (they are counted in the coverage). hints: sentences about the input,
    such as columns that look like misnamed cells, and about what plugins use that goes; nothing is
    wrong with the answer. standings: what `verdicts` is made of. options: rule → option → value,
    of the rules that have options. editions: the forms of the run by their keys, for the printed
    names of cells. unused: the fingerprints in the baseline that match no finding of what was
    judged.
    """

    findings: pa.Table
    coverage: pa.Table
    reports: int
    rules: tuple[Rule, ...]
    lang: str
    plugins: Mapping[str, str]
    failures: tuple[Failure, ...] = ()
    problems: tuple[Problem, ...] = ()
    hidden: Mapping[str, int] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    hidden_severities: Mapping[str, int] = field(default_factory=dict)
    standings: Standings = field(default_factory=Standings, compare=False)
    options: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    editions: Mapping[str, Any] = field(default_factory=dict, compare=False)
    unused: tuple[str, ...] = ()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The findings as an Arrow stream, so that any dataframe library can take the result."""
        return self.findings.__arrow_c_stream__(requested_schema)

    def __getstate__(self) -> dict[str, Any]:
        functions = dict.fromkeys(
            ("check", "where", "concerns", "phrases", "find", "across", "whole")
        )
        told = tuple(replace(rule, **functions) for rule in self.rules)  # type: ignore[arg-type]
        return {**self.__dict__, "rules": told}

    def __repr__(self) -> str:
        return f"<gikqa.Result: {self._in_short()}>"

    def _repr_html_(self) -> str:
        """A table of at most 20 findings, for notebooks."""
        shown = ("report_id", "rule", "severity", "message")
        lines = [shown, *(row.values() for row in self.findings.select(shown)[:20].to_pylist())]
        cells = ("".join(f"<td>{escape(str(value))}</td>" for value in line) for line in lines)
        rows = "".join(f"<tr>{line}</tr>" for line in cells)
        return f"<p>gikqa: {escape(self._in_short())}</p><table>{rows}</table>"

    def _in_short(self) -> str:
        severities = Counter(self.counts()) + Counter(self.hidden_severities)
        parts = [f"{severities[severity]} {severity}s" for severity in Severity]
        said = f"{self.reports} reports, {len(self.rules)} rules, findings: {', '.join(parts)}"
        counted = self._checks()
        for status in (Status.UNDETERMINED, Status.SKIPPED, Status.FAILED):
            said += f", {counted[status]} checks {status}" if counted[status] else ""
        return said + (f", {len(self.problems)} inputs unreadable" if self.problems else "")

    def _checks(self) -> Counter[str]:
        """Status → checks; a check is one rule on one report."""
        checks: Counter[str] = Counter()
        for of_rule in self.statuses().values():
            checks.update(of_rule)
        return checks

    @property
    def ok(self) -> bool:
        """Whether everything was read, something was judged, and no error was found."""
        return self.exit_code == 0

    @property
    def exit_code(self) -> int:
        """The exit code of `gikqa lint` for this result, with its default options."""
        return self.exit_code_at("error")

    def exit_code_at(self, fail_on: str, *, fail_on_skipped: bool = False) -> int:
        """The exit code of `gikqa lint` with these options.

        fail_on: `error`, `warning`, `info`, or `never`. fail_on_skipped: whether rules that were
        skipped, because the export lacks a column, make the answer incomplete.
        """
        # 4 and 3 come before 1: an incomplete answer must not pass for a complete one.
        checks = self._checks()
        judged = checks[Status.PASSED] + checks[Status.VIOLATED] + checks[Status.SUPPRESSED]
        if self.problems or not judged or (fail_on_skipped and checks[Status.SKIPPED]):
            return 4
        if self.failures:
            return 3
        severities = [*Severity]
        bad = [] if fail_on == "never" else severities[: severities.index(Severity(fail_on)) + 1]
        found = {*self.counts(), *self.hidden_severities}
        return int(not found.isdisjoint(bad))

    def raise_for_findings(self, at: str = "error", *, skipped: bool = False) -> None:
        """Raise FindingsError unless the exit code is 0: findings, or an incomplete answer.

        at: the least severity that counts. skipped: whether skipped rules count too.
        """
        code = self.exit_code_at(at, fail_on_skipped=skipped)
        if code:
            raise FindingsError(f"{self._in_short()} (exit code {code})", exit_code=code)

    @cached_property
    def verdicts(self) -> pa.Table:
        """The verdict on each report, one row a report, by report_id; see `VERDICTS_SCHEMA`.

        `defective`: it has a finding. `undetermined`: no finding, but a rule that concerns it was
        undetermined, skipped, or failed. `not judged`: no rule came to a verdict. Else `clean`.
        """
        return self.standings.table()

    def write(
        self,
        target: "str | os.PathLike[str] | BinaryIO",
        format: str | None = None,
        *,
        totals: bool = False,
    ) -> None:
        """Write the result to a file or a binary stream in one of the output formats.

        format: by default after the suffix of the file. totals: whether `jsonl` and `csv` end with
        the totals, as on the command line. A file gets its name when it is complete.
        """
        import gikqa

        gikqa.write(self, target, format, totals=totals)

    def split(self, data: Any, at: str = "info") -> "gikqa.Split":
        """The rows of an export that was judged, in two streams: sound ones and defective ones.

        data: what was handed to `lint`. at: the least severity that makes a report defective.
        """
        import gikqa

        return gikqa.split(self, data, at)

    def counts(self, column: str = "severity") -> dict[str, int]:
        """How many findings there are by severity, or by another column of the findings.

        Counts what `findings` holds; `hidden` findings are not among them.
        """
        counted = self.findings.column(column).value_counts()
        return {entry["values"]: entry["counts"] for entry in counted.to_pylist()}

    def statuses(self) -> dict[str, dict[str, int]]:
        """Rule code → status → reports."""
        table: dict[str, dict[str, int]] = {}
        for row in self.coverage.to_pylist():
            of_rule = table.setdefault(row["rule"], {})
            of_rule[row["status"]] = of_rule.get(row["status"], 0) + row["reports"]
        return table
