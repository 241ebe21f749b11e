"""What no honest export holds is left out or refused in one sentence; the rest is judged."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import gikqa
from gikqa._export import limits
from gikqa.errors import InputError

SECTIONS = pa.list_(
    pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())])
)
RULES = ["GIK001", "GIK112"]
"""Only columns that a rule needs are read; these need the title and the sections."""


def export(count, **columns):
    """Reports r0, r1, … of one body."""
    ids = [f"r{number}" for number in range(count)]
    known = {"report_id": ids, "publisher": ["甲县人民政府"] * count, "year": [2021] * count}
    return pa.table(known | columns)


def sections(*texts):
    return pa.array([[(1, "总体情况", text) for text in own] for own in texts], SECTIONS)


@pytest.fixture
def judged(lint, tmp_path):
    """The reports judged and the problems in English, of a table and of the same as a file."""

    def judge(table, **options):
        path = tmp_path / "export.parquet"
        pq.write_table(table, path, row_group_size=options.pop("row_group_size", 100))
        outcomes = []
        for data, name in ((table, "<pyarrow.lib.Table>"), (path, str(path))):
            result = gikqa.lint(data, select=RULES, lang="en", **options)
            problems = [one.problem.removeprefix(f"{name}: ") for one in result.problems]
            outcomes.append((result.reports, problems))
        assert outcomes[0] == outcomes[1]
        return outcomes[0]

    return judge


@pytest.fixture
def both_texts(tmp_path):
    """The error that a file gives, after a look at its Chinese text."""

    def read(table, **options):
        path = tmp_path / "export.parquet"
        pq.write_table(table, path)
        with pytest.raises(InputError) as raised:
            gikqa.lint(path, select=RULES, **options)
        assert "\u4e00" <= raised.value.in_language("zh").partition("：")[2][:1] <= "\u9fff"
        return str(raised.value).removeprefix(f"{path}: ")

    return read


# Judged as they are


def test_reports_at_every_limit_are_judged(judged, monkeypatch):
    monkeypatch.setattr(limits, "MOST_TEXT", 100)
    monkeypatch.setattr(limits, "MOST_ENTRIES", 3)
    text = "公" * ((100 - len("r0甲县人民政府".encode()) - 4 * 3 * 3) // 3)
    table = export(2, sections=sections(["", "", text], [None]))
    assert judged(table, max_reports=2) == (2, [])


def test_the_limits_lie_above_the_forms_and_the_documents_that_are_read():
    from gikqa.editions import load_editions
    from gikqa_documents.limits import MOST_CHARACTERS

    assert sum(len(edition.cells) for edition in load_editions().values()) < limits.MOST_ENTRIES
    assert MOST_CHARACTERS * len("公".encode()) < limits.MOST_TEXT


# One report


def test_a_report_with_too_much_text_is_left_out_and_the_others_are_judged(judged, monkeypatch):
    monkeypatch.setattr(limits, "MOST_TEXT", 1_000)
    titles = ["年度报告", "年" * 400, "年度报告"]
    assert judged(export(3, title=titles)) == (
        2,
        ["the report r1 holds 1,220 bytes of text, more than the 1,000 that are judged, and is "
         "left out; take out what is no part of the report"],
    )  # fmt: skip


def test_the_texts_of_a_report_count_together(judged, monkeypatch):
    monkeypatch.setattr(limits, "MOST_TEXT", 1_000)
    table = export(2, sections=sections(["公" * 100] * 4, ["公" * 300]))
    reports, problems = judged(table)
    assert (reports, len(problems)) == (1, 1)
    assert problems[0].startswith("the report r0 holds 1,268 bytes of text")


@pytest.mark.parametrize(
    ("column", "kind", "entry"),
    [
        pytest.param("sections", SECTIONS, (1, "", ""), id="sections"),
        pytest.param("raw_cells", pa.map_("string", "string"), ("a", "b"), id="raw cells"),
        pytest.param(
            "extraction", pa.struct([("notes", pa.list_(pa.string()))]), None, id="notes"
        ),
    ],
)  # fmt: skip
def test_a_report_with_a_list_without_end_is_left_out(judged, monkeypatch, column, kind, entry):
    monkeypatch.setattr(limits, "MOST_ENTRIES", 5)
    long, short = ([entry] * 6, [entry]) if entry else ({"notes": [""] * 6}, {"notes": []})
    table = export(3, **{column: pa.array([short, long, long], kind)})
    rule = {"sections": "GIK101", "raw_cells": "GIK215", "extraction": "GIK302"}[column]
    result = gikqa.lint(table, select=[rule], lang="en")
    assert result.reports == 1
    assert [one.problem.partition(": ")[2] for one in result.problems] == [
        f"the report r1 holds 6 entries in {column}, more than the 5 that are judged, and is left "
        "out; give one report a row (1 more reports of this input are left out as well)"
    ]


# The whole


def test_more_reports_than_the_limit_are_refused_unread(both_texts):
    assert both_texts(export(3), max_reports=2) == (
        "with it there are more than 2 reports, and the rest is not judged; raise the limit with "
        "--max-reports, or judge the export in parts"
    )


def test_what_comes_before_too_many_reports_is_judged_and_what_follows_is_not(lint):
    result = gikqa.lint([export(2), export(2), export(1)], select=RULES, max_reports=3)
    assert (result.reports, len(result.problems)) == (2, 1)


def test_a_stream_is_cut_off_at_the_limit_though_it_says_no_number(lint):
    batches = export(4).to_batches(max_chunksize=1)
    reader = pa.RecordBatchReader.from_batches(batches[0].schema, iter(batches))
    result = gikqa.lint(reader, select=RULES, max_reports=3)
    assert (result.reports, len(result.problems)) == (3, 1)


def test_a_file_that_unfolds_beyond_measure_is_judged_up_to_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNFOLDED", 1_000_000)
    monkeypatch.setattr(limits, "_RATIO", 1)
    path = tmp_path / "packed.parquet"
    table = export(40, title=["年" * 30_000] * 40)
    pq.write_table(table, path, row_group_size=5)
    assert path.stat().st_size < 50_000
    result = gikqa.lint(path, select=RULES, lang="en")
    assert result.reports == 10
    assert [one.problem.partition("; ")[0] for one in result.problems] == [
        f"{path}: what the files hold grows to more than 1,000,000 bytes, as no honest export "
        "does, and the rest is not judged"
    ]
    result = gikqa.lint(table, select=RULES)
    assert (result.reports, result.problems) == (40, ())


def test_a_compressed_arrow_file_is_held_to_the_same_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNFOLDED", 1_000_000)
    monkeypatch.setattr(limits, "_RATIO", 1)
    path = tmp_path / "packed.arrow"
    table = export(40, title=["年" * 30_000] * 40)
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with (
        pa.OSFile(str(path), "wb") as file,
        pa.ipc.new_file(file, table.schema, options=options) as to,
    ):
        to.write_table(table, max_chunksize=5)
    assert path.stat().st_size < 100_000
    result = gikqa.lint(path, select=RULES, lang="en")
    assert (result.reports, len(result.problems)) == (10, 1)


def test_a_file_of_nothing_but_repeated_rows_is_refused_by_its_number_of_rows(
    both_texts, monkeypatch
):
    monkeypatch.setattr(limits, "MOST_UNFOLDED", 1_000_000)
    count = 100_000
    same = {"report_id": ["r"] * count, "publisher": ["甲县"] * count, "year": [2021] * count}
    assert both_texts(pa.table(same)).startswith("what the files hold grows to more than 1,")


def test_more_columns_than_the_limit_are_refused(both_texts, monkeypatch):
    monkeypatch.setattr(limits, "MOST_COLUMNS", 50)
    extra = {f"extra_{number}": [1] for number in range(48)}
    assert both_texts(export(1, **extra)).endswith(
        "is not an export: it has 51 columns, more than the 50 that are read; leave out those "
        "that `gikqa schema` does not print"
    )


def test_extra_columns_below_the_limit_change_nothing(judged):
    assert judged(export(1, **{f"extra_{number}": [1] for number in range(500)})) == (1, [])


@pytest.mark.parametrize("number", [0, -1])
def test_a_limit_below_one_is_wrong_usage(number):
    with pytest.raises(gikqa.UsageError, match="max_reports"):
        gikqa.lint(export(1), max_reports=number)


def test_the_bytes_of_texts_in_structs_lists_and_blanks_are_counted_for_each_report():
    kind = pa.struct([("tool", pa.string()), ("notes", pa.list_(pa.string()))])
    columns = {
        "publisher": pa.array(["甲县", None, "bc", ""]),
        "region_code": pa.array(["1", "22", "333", None], pa.large_string()),
        "extraction": pa.array(
            [
                {"tool": "a", "notes": ["甲", "b"]},
                None,
                {"tool": None, "notes": []},
                {"tool": "cd"},
            ],
            kind,
        ),
    }
    batch = pa.RecordBatch.from_pydict({"year": pa.array([1, 2, 3, 4]), **columns})
    texts, entries = limits._sizes(batch)
    assert texts.tolist() == [6 + 1 + 1 + 3 + 1, 2, 2 + 3, 2]
    assert entries["extraction"].tolist() == [2, 0, 0, 0]
    assert limits._sizes(batch.slice(1, 2))[0].tolist() == [2, 5]
