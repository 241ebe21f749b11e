"""What a pipeline relies on: skipped rules, outputs beside exports, rows alone, verdicts."""

from __future__ import annotations

import csv
import io
import json
import os

import polars as pl
import pyarrow.parquet as pq
import pytest

import gikqa as library

OPTIONS = ("--format", "jsonl", "--lang", "en")


def rows(outcome):
    return [json.loads(line) for line in outcome.stdout.splitlines()]


# Skipped rules, and columns that are cells under another name


@pytest.fixture
def misnamed(faulty):
    """Every dot of a column is an underscore, as a database writes them."""
    table = pq.read_table(faulty)
    pq.write_table(table.rename_columns([c.replace(".", "_") for c in table.column_names]), faulty)
    return faulty


def test_columns_that_look_like_cells_are_hinted_at_and_the_exit_code_stays(gikqa, misnamed):
    outcome = gikqa("lint", misnamed, "--select", "GIK3", "--ignore", "GIK301", "--lang", "en")
    assert outcome.code == 4, "no rule has judged anything"
    assert outcome.stderr.startswith(f"note: {misnamed}: ")
    assert "look like cells under another name: requests_" in outcome.stderr
    assert "(requests." in outcome.stderr


def test_quiet_and_well_named_columns_give_no_hint(gikqa, misnamed, clean):
    assert gikqa("lint", misnamed, "--quiet").stderr == ""
    assert gikqa("lint", clean).stderr == ""


def test_skipped_rules_fail_a_run_only_where_that_is_wanted(gikqa, misnamed, clean, folder):
    assert gikqa("lint", misnamed).code == 0
    outcome = gikqa("lint", misnamed, "--fail-on-skipped", "--quiet", "--lang", "en")
    said = "error: rules were skipped (--fail-on-skipped); the output says why\n"
    assert (outcome.code, outcome.stderr) == (4, said)
    options = ("--select", "GIK3", "--fail-on-skipped")
    assert gikqa("lint", clean, *options).code == 0
    (folder / "gikqa.toml").write_text("fail-on-skipped = true")
    assert gikqa("lint", misnamed).code == 4


def test_the_setting_is_true_or_false(gikqa, clean, folder):
    (folder / "gikqa.toml").write_text("fail-on-skipped = 1")
    outcome = gikqa("lint", clean, "--lang", "en")
    assert outcome.code == 2
    assert "fail-on-skipped is 1, expected true or false" in outcome.stderr


def test_the_library_gives_the_same_hints(misnamed):
    (hint,) = library.lint(misnamed, lang="zh").hints
    assert "列像是改了名的单元格" in hint
    assert "requests" in hint or "disclosure" in hint


# Outputs beside the exports


@pytest.mark.parametrize("kind", ["parquet", "verdicts"])
def test_an_output_beside_the_exports_is_no_export(gikqa, faulty, folder, kind):
    options = ("--select", "GIK0,GIK302", "--fail-on", "never", "--lang", "en")
    first = gikqa("lint", folder, *options, "--format", "jsonl")
    output = folder / "found.parquet"
    for _ in range(2):  # the second run replaces the output of the first
        outcome = gikqa("lint", folder, *options, "--format", kind, "-o", output)
        assert outcome.code == 0
    assert (
        outcome.stderr
        == f"note: {output} is an output of gikqa, not an export: it was not judged\n"
    )
    again = gikqa("lint", folder, *options, "--format", "jsonl")
    assert (again.code, again.stdout) == (0, first.stdout)


@pytest.mark.parametrize("command", ["lint", "extract"])
def test_a_page_beside_the_documents_is_no_document(gikqa, folder, command):
    documents = folder / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text("青桐县水务局2023年政府信息公开工作年度报告", "utf-8")
    page = documents / "found.html"
    for _ in range(2):  # the second run replaces the page of the first
        outcome = gikqa("lint", documents, "--fail-on", "never", "--lang", "en", "-o", page)
        assert outcome.code == 0
    assert page.read_bytes().startswith(b"<!doctype html>")
    output = ("-o", folder / "out.parquet") if command == "extract" else ("--fail-on", "never")
    outcome = gikqa(command, documents, "--lang", "en", *output)
    assert outcome.code == 0
    assert f"note: {page} is an output of gikqa, not an export: it was not judged" in outcome.stderr
    assert gikqa("lint", page, "--lang", "en").code == 4


def test_an_output_alone_is_nothing_to_judge(gikqa, faulty, folder):
    gikqa("lint", faulty, "--format", "parquet", "-o", folder / "found.parquet")
    outcome = gikqa("lint", folder / "found.parquet", "--lang", "en")
    assert (outcome.code, outcome.stdout) == (4, "")
    assert outcome.stderr.endswith("is an output of gikqa, not an export: it was not judged\n")


# Rows without totals


def test_rows_come_without_totals_where_that_is_wanted(gikqa, faulty, folder):
    for name, read in (("jsonl", pl.read_ndjson), ("csv", pl.read_csv)):
        output = folder / f"o.{name}"
        outcome = gikqa("lint", faulty, "--format", name, "--no-totals", "-o", output)
        assert outcome.code == 1
        assert read(output)["rule"].to_list() == ["GIK105", "GIK302", "GIK302"]


def test_totals_are_among_the_rows_by_default(gikqa, faulty):
    assert rows(gikqa("lint", faulty, *OPTIONS))[-1].keys() == {"summary"}
    text = gikqa("lint", faulty, "--format", "csv").stdout
    assert ["#", "reports", "", "1"] in [line[:4] for line in csv.reader(io.StringIO(text))]


def test_a_format_without_totals_among_its_rows_does_not_take_the_option(gikqa, faulty):
    outcome = gikqa("lint", faulty, "--format", "sarif", "--no-totals", "--lang", "en")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "the format sarif has no totals among its rows" in outcome.stderr


# Verdicts


def test_verdicts_are_one_line_a_report(gikqa, export, report, unbalanced):
    path = export(report("a"), report("b", **unbalanced))
    outcome = gikqa("lint", path, "--select", "GIK302", "--format", "verdicts")
    assert outcome.code == 1
    told = [(row["report_id"], row["verdict"], row["severity"]) for row in rows(outcome)]
    assert told == [("a", "clean", None), ("b", "defective", "error")]


def test_verdicts_go_into_a_parquet_file_by_its_name(gikqa, faulty, folder):
    gikqa("lint", faulty, "--format", "verdicts", "-o", folder / "v.parquet")
    written = pq.read_table(folder / "v.parquet")
    assert written["verdict"].to_pylist() == ["defective"]
    assert json.loads(written.schema.metadata[b"gikqa"])["reports"] == 1
    assert library.lint(faulty).verdicts["report_id"].to_pylist() == ["r1"]


# Names in another encoding


def test_a_file_whose_name_is_no_utf_8_is_judged(gikqa, start, faulty, folder):
    os.rename(os.fsencode(faulty), os.fsencode(folder) + b"/\xb1\xa8\xb8\xe6.parquet")
    (folder / "x.parquet").write_bytes(b"junk")
    outcome = start("lint", folder, "--select", "GIK302", *OPTIONS)
    assert outcome.code == 4
    assert [row["rule"] for row in rows(outcome) if "rule" in row] == ["GIK302", "GIK302"]


def test_a_damaged_file_whose_name_is_no_utf_8_is_named(start, faulty, folder):
    (folder / os.fsdecode(b"\xb1\xa8.parquet")).write_bytes(b"junk")
    for options in (OPTIONS, ("--format", "text"), ("--format", "junit"), ("--format", "sarif")):
        outcome = start("lint", folder, "--select", "GIK302", *options)
        assert outcome.code == 4, outcome.stderr
        assert ".parquet cannot be read as Parquet" in outcome.stderr
        assert "Traceback" not in outcome.stderr
