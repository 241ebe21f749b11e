"""A report without a year follows the edition that its exporter states, and only that."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gikqa import Finding, Severity, rule
from gikqa.testing import as_nested, export_table, write_tables

UNBALANCED = {"requests.new_received.natural_person": 3, "requests.new_received.total": 3}


@pytest.fixture
def undated(report):
    """Reports without a usable year: of a stated edition, of none, of one that does not exist."""

    def make(year=None):
        rows = [
            report("2021", {**UNBALANCED, "edition": "2021"}, report_id="stated", year=year),
            report("2019", {**UNBALANCED, "edition": "2019"}, report_id="of 2019", year=year),
            report("2021", {**UNBALANCED, "edition": None}, report_id="not stated", year=year),
            report("2021", {**UNBALANCED, "edition": "1999"}, report_id="unheard of", year=year),
            report("2021", {**UNBALANCED, "edition": "2019"}, report_id="dated"),
        ]
        table = export_table(rows)
        nullable = pa.schema([field.with_nullable(True) for field in table.schema])
        return table.cast(nullable)

    return make


def found(result, code):
    lines = result.findings.select(["rule", "report_id"]).to_pylist()
    return sorted({line["report_id"] for line in lines if line["rule"] == code})


@pytest.mark.parametrize("year", [None, 0, 1999, 2101])
def test_sums_are_judged_by_the_stated_edition_where_the_year_is_none(lint, undated, year):
    result = lint(undated(year))
    assert found(result, "GIK302") == ["dated", "of 2019", "stated"]
    assert found(result, "GIK003") == ["not stated", "of 2019", "stated", "unheard of"]
    assert result.statuses()["GIK302"] == {"violated": 3, "skipped": 2}
    assert result.statuses()["GIK301"] == {"passed": 3, "skipped": 2}


def test_every_spelling_of_the_export_gives_the_same(lint, undated, tmp_path):
    wanted = lint(undated()).findings
    pq.write_table(undated(), tmp_path / "flat.parquet")
    pq.write_table(as_nested(undated()), tmp_path / "nested.parquet")
    write_tables(undated(), tmp_path / "tables")
    for name in ("flat.parquet", "nested.parquet", "tables"):
        assert lint(tmp_path / name).findings.equals(wanted), name


def test_an_impossible_year_gives_the_same_from_a_file(lint, undated, tmp_path):
    pq.write_table(undated(1999), tmp_path / "a.parquet")
    assert lint(tmp_path / "a.parquet").findings.equals(lint(undated(1999)).findings)


def test_a_rule_that_asks_for_the_year_is_undetermined_and_another_is_judged(
    lint, undated, only_forms
):
    def judge(check):
        texts = {"zh": "试", "en": "test"}
        made = rule(
            code="TST001", name="test-rule", severity=Severity.WARNING, source="test",
            title=texts, message=texts, editions=("2021",),
        )(check)  # fmt: skip
        return lint(undated(), plugins=only_forms(made))

    def of_the_year(report):
        yield Finding(observed=str(report.year))

    def of_anything(report):
        yield Finding()

    result = judge(of_the_year)
    assert found(result, "TST001") == ["dated"]
    assert result.statuses()["TST001"] == {
        "violated": 1,
        "undetermined": 1,
        "not applicable": 1,
        "skipped": 2,
    }
    assert found(judge(of_anything), "TST001") == ["dated", "stated"]
