"""Texts that a Parquet file stores once and repeats are never all written out at a time."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import gikqa
from gikqa._export import text_bombs
from gikqa._export.file import local
from gikqa._export.parquet_source import ParquetSource

SECTIONS = pa.list_(
    pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())])
)


@pytest.fixture
def source(tmp_path):
    """A Parquet file of a table, opened."""

    def source(table, **options):
        path = tmp_path / "export.parquet"
        pq.write_table(table, path, compression="zstd", **options)
        return ParquetSource(local(path))

    return source


def sections(texts):
    """One report a list of texts."""
    return pa.array(
        [None if own is None else [(1, "总体情况", text) for text in own]
         for own in texts],
        SECTIONS,
    )  # fmt: skip


def table_of(texts, **more):
    return pa.table({"report_id": [str(n) for n in range(len(texts))], **more,
                     "sections": sections(texts)})  # fmt: skip


@pytest.mark.parametrize("most", [10, 1_000, 64_000_000])
@pytest.mark.parametrize("rows_in_group", [1, 7, 100])
def test_every_text_is_read_as_it_stands(source, monkeypatch, most, rows_in_group):
    monkeypatch.setattr(text_bombs, "MOST_TEXT", most)
    monkeypatch.setattr(text_bombs, "MOST_IN_REPORT", 1_000_000)
    texts = [[], None, ["无", None, "有" * 9], ["无"], ["长" * 900], *[["短", "短"]] * 15]
    raw = pa.array([[("a.b.c", "3件")], [], None, [("a", None)]] * 5, pa.map_("string", "string"))
    level = pa.array(["county", None] * 10).dictionary_encode()
    table = table_of(texts, raw_cells=raw, level=level)
    found = source(table, row_group_size=rows_in_group)
    batches = list(found.batches(table.column_names, 6))
    assert pa.Table.from_batches(batches).to_pylist() == table.to_pylist()
    assert all(batch.num_rows <= 6 for batch in batches)


def test_a_text_repeated_in_every_report_is_written_out_a_piece_at_a_time(source, monkeypatch):
    monkeypatch.setattr(text_bombs, "MOST_TEXT", 2_000_000)
    text = "公" * 100_000
    repeated = table_of([[text]] * 600)  # 180 MB
    found = source(repeated, dictionary_pagesize_limit=1 << 30)
    del repeated
    assert found.file.size() < 20_000
    before, rows = pa.total_allocated_bytes(), 0
    for batch in found.batches(["report_id", "sections"], 2_048):
        assert batch.nbytes <= 2_100_000
        assert pa.total_allocated_bytes() - before < 10_000_000
        rows += batch.num_rows
    assert rows == 600


def test_a_text_repeated_in_one_report_beyond_measure_stays_packed(source, monkeypatch):
    monkeypatch.setattr(text_bombs, "MOST_IN_REPORT", 1_000_000)
    table = table_of([["无"], ["公" * 1_000] * 400, ["有"]])
    found = source(table, dictionary_pagesize_limit=1 << 30)
    monkeypatch.setattr(text_bombs, "MOST_TEXT", 1_000_000)
    batches = list(found.batches(["report_id", "sections"], 3))
    assert [batch.num_rows for batch in batches] == [1, 1, 1]
    assert sum(batch.nbytes for batch in batches) < 20_000


def test_a_report_beyond_measure_is_named_and_those_after_it_are_judged(source, monkeypatch):
    monkeypatch.setattr(text_bombs, "MOST_IN_REPORT", 3_000_000)
    texts = ["公" * 1_000_100, "公" * 1_000_000]
    rows = [[["无"], texts, ["有"]][place] for place in (0, 1, 2, 2)]
    about = {"publisher": ["甲县人民政府"] * 4, "year": pa.array([2023] * 4, pa.int32())}
    found = source(table_of(rows, **about), row_group_size=2)
    result = gikqa.lint(found.file.name, select=["GIK106"], lang="en")
    assert result.reports == 3
    assert [one.problem for one in result.problems] == [
        f"{found.file.name}: the report 1 holds 6,000,343 bytes of text, more than the 2,000,000 "
        "that are judged, and is left out; take out what is no part of the report"
    ]


@pytest.mark.parametrize(
    ("size", "rows", "wanted"),
    [
        pytest.param(400_000_000, 100_000, False, id="narratives of 100,000 reports"),
        pytest.param(40_000_000, 1_000_000, False, id="the counts of a million reports"),
        pytest.param(5_000_000, 1_500, False, id="long narratives"),
        pytest.param(5_000, 1_500, True, id="three bytes a report"),
        pytest.param(5_000, 1, True, id="a small file with one report"),
        pytest.param(2_000_000, 100_000, True, id="twenty bytes a report"),
    ],
)
def test_care_is_taken_where_a_file_is_small_for_its_reports(size, rows, wanted):
    assert text_bombs.may_be_packed(size, rows) is wanted
