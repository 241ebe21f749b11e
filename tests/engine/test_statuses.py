"""Every rule has one status on every report; nothing that went wrong looks like clean data."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import gikqa
from coverage_lines import check_sums, reason_of
from gikqa.editions import load_editions
from gikqa.testing import as_nested, export_table, write_tables

EDITIONS = load_editions()
GRANTED = "requests.granted.total"


@pytest.fixture
def sums(lint):
    return lambda data, **options: check_sums(lint(data, **options))


@pytest.fixture
def mixed(report):
    """Reports of all editions and of years that have none, some of them wrong, some with blanks."""
    rng = np.random.default_rng(3)
    rows = []
    for n in range(60):
        edition = EDITIONS[list(EDITIONS)[n % 3]]
        paths = list(edition.cells)
        changes = {str(path): int(n) for path in rng.choice(paths, n % 4)}
        changes |= dict.fromkeys(map(str, rng.choice(paths, 30 * (n % 5 == 0))))
        row = report(edition.key, changes, report_id=f"r{n}", printed_labels={})
        if n % 7 == 0:
            row["year"] = (2010, 1999, 2101, 0)[n // 7 % 4]
        if n % 6 == 0:
            row["printed_labels"] = {"disputes.upheld": "结果维护"}
        rows.append(row)
    return export_table(rows, EDITIONS.values())


def test_the_statuses_of_a_plain_report_add_up(sums, export):
    result = sums(export())
    assert {status for of_rule in result.statuses().values() for status in of_rule} == {
        "passed",
        "not applicable",
    }


def test_the_statuses_of_reports_of_every_kind_add_up(sums, mixed, tmp_path):
    result = sums(mixed)
    seen = {status for of_rule in result.statuses().values() for status in of_rule}
    assert seen == {"passed", "violated", "undetermined", "not applicable", "skipped"}
    sums(as_nested(mixed))
    write_tables(mixed, tmp_path)
    sums(tmp_path)


@pytest.mark.parametrize("seed", range(6))
def test_the_statuses_add_up_when_columns_are_missing(sums, mixed, seed):
    rng = np.random.default_rng(seed)
    optional = [n for n in mixed.column_names if n not in ("report_id", "publisher", "year")]
    sums(mixed.drop_columns(rng.choice(optional, 1 + 40 * seed, replace=False).tolist()))


@pytest.mark.parametrize("seed", range(4))
def test_the_statuses_add_up_when_columns_have_wrong_types(sums, mixed, replace_columns, seed):
    rng = np.random.default_rng(seed)
    optional = [n for n in mixed.column_names if n not in ("report_id", "publisher", "year")]
    kinds = [pa.array([True] * 60), pa.array([["x"]] * 60), pa.array([b"x"] * 60)]
    wrong = {name: kinds[rng.integers(3)] for name in rng.choice(optional, 1 + 20 * seed)}
    result = sums(replace_columns(mixed, wrong))
    assert result.statuses()["GIK005"] == {"violated": 60}


def test_the_statuses_of_all_built_in_rules_add_up(lint_with_all, mixed, tmp_path):
    check_sums(lint_with_all(mixed))
    check_sums(lint_with_all(mixed.drop_columns(["sections", "title"])))


def test_only_required_columns_leave_every_statement_skipped(sums, export):
    table = export().select(["report_id", "publisher", "year"])
    statuses = sums(table, select=["GIK2", "GIK3", "GIK4"]).statuses()
    assert statuses["GIK302"] == {"skipped": 1}
    assert statuses["GIK202"] == {"not applicable": 1}


# Reasons


@pytest.mark.parametrize(
    ("dropped", "named"),
    [
        ([GRANTED], f"column missing: {GRANTED}"),
        (
            ["requests.granted.natural_person", GRANTED],
            f"column missing: requests.granted.natural_person, {GRANTED}",
        ),
    ],
    ids=["one", "two"],
)
def test_a_missing_column_skips_its_rules_by_name(sums, export, dropped, named):
    result = sums(export().drop_columns(dropped), select=["GIK301", "GIK303", "GIK304", "GIK302"])
    assert {code: set(s) for code, s in result.statuses().items()} == {
        "GIK301": {"skipped"},
        "GIK302": {"passed"},
        "GIK303": {"skipped"},
        "GIK304": {"skipped"},
    }
    assert reason_of(result, "GIK304", "skipped") == named


def test_of_many_missing_columns_the_first_are_named(lint, export, built_in):
    paths = [path for path in EDITIONS["2021"].cells if path.startswith("requests.")]
    table = export().drop_columns(paths)
    en = lint(table, select=["GIK304"])
    zh = gikqa.lint(table, select=["GIK304"], plugins=built_in, lang="zh")
    first = (
        "requests.carried_in.commercial_enterprise, requests.carried_in.legal_service_institution"
    )
    assert reason_of(en, "GIK304", "skipped").startswith(f"column missing: {first}, ")
    assert reason_of(en, "GIK304", "skipped").endswith(f" and {len(paths) - 3} more")
    assert reason_of(zh, "GIK304", "skipped").startswith(f"缺少列：{first}, ")
    assert reason_of(zh, "GIK304", "skipped").endswith(f" 等 {len(paths)} 列")


def test_a_column_of_a_wrong_type_skips_its_rules_by_name(sums, typed):
    result = sums(typed(**{GRANTED: pa.array(["7"])}), select=["GIK303", "GIK304", "GIK302"])
    assert reason_of(result, "GIK303", "skipped") == f"column of a wrong type: {GRANTED}"
    assert result.statuses()["GIK302"] == {"passed": 1}


def test_a_violated_statement_counts_though_another_column_is_missing(sums, export, report):
    table = export(report(changes={"requests.granted.total": 4}))
    result = sums(table.drop_columns(["requests.new_received.natural_person"]), select=["GIK304"])
    assert result.statuses() == {"GIK304": {"violated": 1}}


def test_columns_of_another_edition_are_not_missed(sums, export, report):
    result = sums(export(report("2021")), select=["GIK2", "GIK9"])
    assert {status for s in result.statuses().values() for status in s} == {
        "passed",
        "not applicable",
    }


def is_of_forms(rule):
    """GIK312 is for the equations of any form, those of plugins included."""
    return bool(rule.editions) or rule.code == "GIK312"


@pytest.mark.parametrize("year", [None, 0, 1999, 2101])
def test_an_unusable_year_skips_every_rule_of_a_form(sums, typed, year):
    result = sums(typed(year=pa.array([year], pa.int32())))
    for one in result.rules:
        expected = {"skipped": 1} if is_of_forms(one) else {"passed": 1}
        if one.code == "GIK003":
            expected = {"violated": 1}
        assert result.statuses()[one.code] == expected, one.code
    assert reason_of(result, "GIK302", "skipped") == ("the report's year is missing or impossible")


@pytest.mark.parametrize("year", [2000, 2010, 2013])
def test_a_year_without_a_form_is_not_judged_by_any(sums, typed, year):
    result = sums(typed(year=pa.array([year], pa.int32())))
    for one in result.rules:
        expected = "not applicable" if is_of_forms(one) else "passed"
        assert result.statuses()[one.code] == {expected: 1}, one.code


# Several sources, several batches, limits


def test_the_statuses_add_up_over_files_of_different_columns(sums, mixed, tmp_path):
    pq.write_table(mixed.slice(0, 20), tmp_path / "a.parquet")
    pq.write_table(mixed.slice(20, 20).drop_columns([GRANTED]), tmp_path / "b.parquet")
    rest = mixed.slice(40)
    paths = [name for name in rest.column_names if name.startswith("disputes.")]
    pq.write_table(rest.drop_columns(paths), tmp_path / "c.parquet")
    result = sums(tmp_path)
    assert result.reports == 60
    reasons = {line["reason"] for line in result.coverage.to_pylist() if line["rule"] == "GIK304"}
    assert f"column missing: {GRANTED}" in reasons


def test_a_limit_hides_findings_and_changes_no_status(lint, mixed):
    whole = lint(mixed)
    capped = lint(mixed, max_findings_per_rule=2)
    assert capped.statuses() == whole.statuses()
    by_rule = Counter(whole.findings["rule"].to_pylist())
    assert Counter(capped.findings["rule"].to_pylist()) == {
        code: min(times, 2) for code, times in by_rule.items()
    }
    assert capped.hidden == {code: times - 2 for code, times in by_rule.items() if times > 2}
    first = {}
    for line in whole.findings.to_pylist():
        first.setdefault(line["rule"], []).append(line["fingerprint"])
    kept = {}
    for line in capped.findings.to_pylist():
        kept.setdefault(line["rule"], []).append(line["fingerprint"])
    assert kept == {code: prints[:2] for code, prints in first.items()}


def test_progress_counts_every_report(lint, mixed, monkeypatch):
    from gikqa._engine import feed

    monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", 25)
    monkeypatch.setattr(feed, "_ROWS", 25)
    seen = []
    lint(mixed, progress=lambda done, whole: seen.append((done, whole)))
    assert seen == [(25, 60), (50, 60), (60, 60)]
    seen.clear()
    lint([mixed, iter_only(mixed)], progress=lambda done, whole: seen.append((done, whole)))
    assert seen[-1] == (120, None)


def iter_only(table):
    return pa.RecordBatchReader.from_batches(table.schema, table.to_batches())
