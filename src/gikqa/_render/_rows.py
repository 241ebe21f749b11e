"""The findings as plain Python values, a slice at a time."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._model.finding import Severity
from gikqa._model.result import FINDINGS_SCHEMA

SLICE = 4096
"""Rows turned into Python objects at once: some megabytes, whatever the size of the table."""

Row = dict[str, Any]


def rows(findings: pa.Table) -> Iterator[Row]:
    """Every finding with exactly the fields of the contract; `params` is a dict."""
    for batch in findings.select(FINDINGS_SCHEMA.names).to_batches(max_chunksize=SLICE):
        for row in batch.to_pylist():
            row["params"] = dict(row["params"] or ())
            yield row


def where(findings: pa.Table, column: str, value: str) -> pa.Table:
    """The findings with this value in the column, in their order."""
    return findings.filter(pc.equal(findings.column(column), value))


def often(findings: pa.Table, *columns: str) -> Iterator[tuple[list[str], int]]:
    """The texts of these columns, each combination once, with the number of findings that have it.

    Only the last column may hold any text; the others hold names without controls.
    """
    # Not group_by, for which pyarrow imports 10 ms of modules.
    joined = pc.binary_join_element_wise(*map(findings.column, columns), "\0")
    for one in joined.value_counts().to_pylist():
        yield one["values"].split("\0", len(columns) - 1), one["counts"]


def worst_first(findings: pa.Table, limit: int) -> pa.Table:
    """At most `limit` findings; if some must be left out, errors are kept before the rest."""
    if findings.num_rows <= limit:
        return findings
    by_severity = [where(findings, "severity", severity) for severity in Severity]
    return pa.concat_tables(by_severity).slice(0, limit)


def ranked(findings: pa.Table) -> dict[str, dict[str, int]]:
    """Report → severity → findings: the export itself, then the worst reports first."""
    amounts: dict[str, dict[str, int]] = {}
    for (severity, report_id), amount in often(findings, "severity", "report_id"):
        amounts.setdefault(report_id, {})[severity] = amount

    def badness(report_id: str) -> tuple[bool, list[int], str]:
        worst = [-amounts[report_id].get(severity, 0) for severity in Severity]
        return report_id != "", worst, report_id

    return {report_id: amounts[report_id] for report_id in sorted(amounts, key=badness)}
