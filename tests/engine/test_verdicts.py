"""The verdict on each report: what it is, why, and that it adds up to the coverage."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gikqa import Status
from gikqa._model.standing import VERDICTS_SCHEMA
from gikqa.testing import export_table

BLANK = "undetermined: blanks, or nothing to go by, leave it open"


@pytest.fixture
def verdicts(lint):
    """Judge with two rules, and give each report's verdict, severity and reasons."""

    def verdicts(*rows, drop=(), select=("GIK304", "GIK105")):
        result = lint(export_table(rows).drop_columns(list(drop)), select=select)
        check_sums(result)
        return [
            (row["report_id"], row["verdict"], row["severity"], row["reasons"])
            for row in result.verdicts.to_pylist()
        ]

    return verdicts


def check_sums(result):
    """The verdicts add up to the coverage, status by status, and to all rules for each report."""
    told = result.verdicts
    assert told.schema == VERDICTS_SCHEMA
    assert told.num_rows == result.reports
    by_status: Counter[str] = Counter()
    for of_rule in result.statuses().values():
        by_status.update(of_rule)
    for status in Status:
        column = told.column(status.replace(" ", "_")).to_numpy()
        assert column.sum() == by_status[status], status
    everything = np.sum([told.column(s.replace(" ", "_")).to_numpy() for s in Status], axis=0)
    assert set(everything.tolist()) <= {len(result.rules)}


def test_a_report_that_every_rule_passes_is_clean(verdicts, report):
    assert verdicts(report(printed_labels=[])) == [("r1", "clean", None, "")]


def test_a_report_with_a_finding_is_defective_by_its_worst_one(verdicts, report):
    labels = [("disputes.upheld", "结果维护")]
    unequal = {"requests.granted.total": 1}
    assert verdicts(
        report(report_id="a", printed_labels=labels),
        report(report_id="b", printed_labels=labels, changes=unequal),
        report(report_id="c", printed_labels=[]),
    ) == [
        ("a", "defective", "warning", ""),
        ("b", "defective", "error", ""),
        ("c", "clean", None, ""),
    ]


def test_a_report_with_a_blank_is_undetermined_and_says_why(verdicts, report):
    blank = {"requests.granted.natural_person": None}
    assert verdicts(report(printed_labels=[], changes=blank)) == [
        ("r1", "undetermined", None, BLANK)
    ]


def test_a_missing_column_leaves_every_report_undetermined_and_is_named(verdicts, report):
    rows = [report(report_id="a"), report(report_id="b", changes={"requests.granted.total": 1})]
    missing = "skipped: column missing: printed_labels"
    assert verdicts(*rows, drop=["printed_labels"]) == [
        ("a", "undetermined", None, missing),
        ("b", "defective", "error", missing),
    ]


def test_a_report_that_no_rule_can_judge_is_not_judged(verdicts, report):
    assert verdicts(report(), drop=["printed_labels"], select=["GIK105"]) == [
        ("r1", "not judged", None, "skipped: column missing: printed_labels")
    ]
    assert verdicts(report(), select=["GIK203"]) == [("r1", "not judged", None, "")]


def test_reports_with_one_id_are_each_defective(verdicts, report):
    rows = [report(report_id=name, printed_labels=[]) for name in ("a", "b", "a")]
    assert verdicts(*rows, select=["GIK002", "GIK304"]) == [
        ("a", "defective", "error", ""),
        ("a", "defective", "error", ""),
        ("b", "clean", None, ""),
    ]


def test_reports_without_an_id_have_a_verdict_too(verdicts, report):
    rows = [report(report_id=name) for name in ("a", " ")]
    assert verdicts(*rows, select=["GIK001", "GIK304"]) == [
        (" ", "defective", "error", ""),
        ("a", "clean", None, ""),
    ]


@pytest.fixture(scope="module")
def mixed(report):
    """Reports of three forms with errors, blanks, negative values, and ids that occur twice."""
    rng = np.random.default_rng(7)
    rows = []
    for number in range(90):
        row = report(("2014", "2019", "2021")[number % 3], report_id=f"r{number % 80:02}")
        cells = [name for name in row if "." in name]
        for name in rng.choice(cells, number % 7, replace=False):
            row[name] = [None, -1, 3][rng.integers(3)]
        if number % 11 == 0:
            row["year"] = None
        rows.append(row)
    return export_table(rows)


def test_verdicts_add_up_to_the_coverage(lint, mixed):
    result = lint(mixed)
    check_sums(result)
    assert set(result.verdicts["verdict"].to_pylist()) == {"clean", "defective", "undetermined"}
    assert set(result.verdicts["severity"].to_pylist()) >= {"error", None}


def test_verdicts_depend_neither_on_batches_nor_on_the_order_of_rows(lint, mixed, tmp_path):
    whole = lint(mixed).verdicts
    order = np.random.default_rng(1).permutation(len(mixed))
    small = pa.Table.from_batches(mixed.take(pa.array(order)).to_batches(max_chunksize=7))
    assert lint(small).verdicts == whole
    nullable = pa.schema([field.with_nullable(True) for field in mixed.schema])
    pq.write_table(mixed.cast(nullable), tmp_path / "a.parquet", row_group_size=11)
    assert lint(tmp_path, jobs=3).verdicts == whole


def test_a_severity_is_that_of_the_findings(lint, mixed):
    result = lint(mixed)
    order = ["error", "warning", "info"]
    worst: dict[str, str] = {}
    for row in result.findings.to_pylist():
        known = worst.get(row["report_id"], "info")
        worst[row["report_id"]] = min(known, row["severity"], key=order.index)
    told = {row["report_id"]: row["severity"] for row in result.verdicts.to_pylist()}
    once = {name: severity for name, severity in worst.items() if name in told and name > "r09"}
    assert {name: told[name] for name in once} == once
    assert len(once) > 20


def test_a_rule_that_fails_leaves_its_reports_undetermined(lint, report, monkeypatch):
    from gikqa._engine.outcome.record import Verdict
    from gikqa._engine.reports import run_rules

    def raises(plan, rule, row, seen, record):
        record.failure(rule.code, "rule", ValueError("x"), 1)
        return Verdict.FAILED

    monkeypatch.setattr(run_rules, "_run", raises)
    row = report(printed_labels=[("disputes.upheld", "结果维护")])
    result = lint(export_table([row]), select=["GIK105", "GIK304"])
    check_sums(result)
    assert result.verdicts.select(["verdict", "failed", "reasons"]).to_pylist() == [
        {"verdict": "undetermined", "failed": 1, "reasons": "failed: the rule failed"}
    ]
