"""The result of a run: findings, and which reports each rule has and has not judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from gikqa._model.rule import Rule
from gikqa._model.status import Failure

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


@dataclass(frozen=True)
class Result:
    """The findings of a run, and for every rule the status of every report.

    findings: `FINDINGS_SCHEMA`, ordered by report_id, rule, cells, start.
    coverage: `COVERAGE_SCHEMA`, ordered by rule and status.
    reports: how many reports were read. hidden: rule → findings left out by
    `max_findings_per_rule` (they are counted in the coverage).
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

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The findings as an Arrow stream, so that any dataframe library can take the result."""
        return self.findings.__arrow_c_stream__(requested_schema)

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
