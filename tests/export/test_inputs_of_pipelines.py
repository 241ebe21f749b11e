"""Every input that a pipeline has gives the same findings as the plain table."""

from __future__ import annotations

import io
import json
import os
from datetime import date
from pathlib import Path, PurePosixPath

import duckdb
import fsspec
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from gikqa.testing import as_nested, export_table, write_tables

ROWS = 3


@pytest.fixture
def table(report):
    """Three reports, in the second of which a sum is wrong."""
    rows = [report(report_id=f"r{number}", title="年度报告") for number in range(ROWS)]
    rows[1]["requests.granted.total"] = 1
    return export_table(rows)


@pytest.fixture
def same(lint, table):
    """Judge an input and compare all that is said with what is said of the table."""
    plain = lint(table)
    assert [row["rule"] for row in plain.findings.to_pylist()] == ["GIK303", "GIK304"]

    def same(data):
        result = lint(data)
        assert (result.problems, result.reports) == ((), ROWS)
        assert result.findings == plain.findings
        assert result.coverage == plain.coverage
        return result

    return same


# Files


@pytest.mark.parametrize("name", ["a.parquet", "a.PARQUET", "a.parq", "a.Pq"])
def test_parquet_files_have_many_suffixes(same, table, tmp_path, name):
    pq.write_table(table, tmp_path / name)
    same(tmp_path)
    same(tmp_path / name)


@pytest.mark.parametrize("name", ["a.arrow", "a.FEATHER", "a.ipc"])
def test_arrow_files_in_a_folder_are_read(same, table, tmp_path, name):
    with pa.ipc.new_file(tmp_path / name, table.schema) as writer:
        writer.write_table(table)
    same(tmp_path)
    same(tmp_path / name)


def test_a_path_of_any_kind_is_a_path(same, table, tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(table, path)

    class Entry:
        def __fspath__(self):
            return str(path)

    class EntryInBytes:
        def __fspath__(self):
            return os.fsencode(path)

    for given in (Entry(), EntryInBytes(), PurePosixPath(path), [Entry()], {path}):
        same(given)
    same(tmp_path.glob("*.parquet"))


def test_a_name_in_another_encoding_is_a_name(same, lint, table, tmp_path):
    for name in (b"\xb1\xa8\xb8\xe6.parquet", b"\xb1\xa8.arrow"):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        if path.suffix == ".parquet":
            path.write_bytes(as_bytes(table))
            same(path)
            same(tmp_path)
        else:
            path.write_bytes(b"junk")
            assert lint([table, path]).problems[0].source == ""


def as_bytes(table):
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "made", [io.BytesIO, lambda content: io.BufferedReader(io.BytesIO(content))]
)
def test_a_stream_of_bytes_is_a_parquet_file(same, table, made):
    same(made(as_bytes(table)))


def test_an_open_file_is_named_when_it_is_no_export(same, refused, table, tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(table, path)
    with path.open("rb") as stream:
        same(stream)
    path.write_bytes(b"a,b")
    with path.open("rb") as stream:
        refused(stream, path)


def test_a_stream_of_bytes_may_be_an_arrow_file(same, table):
    for new in (pa.ipc.new_file, pa.ipc.new_stream):
        stream = io.BytesIO()
        with new(stream, table.schema) as writer:
            writer.write_table(table)
        same(io.BytesIO(stream.getvalue()))


# Folders as Spark and dask write them


def written_in_parts(table, folder):
    folder.mkdir(parents=True)
    for number in range(max(1, len(table))):
        pq.write_table(table.slice(number, 1), folder / f"part.{number}.parquet")
    for name in ("_SUCCESS", "_metadata", "._SUCCESS.crc", ".part.0.parquet.crc"):
        (folder / name).write_bytes(b"")


def test_a_folder_that_is_named_like_a_file_is_a_folder(same, table, tmp_path):
    written_in_parts(table, tmp_path / "in" / "r.parquet")
    same(tmp_path / "in" / "r.parquet")
    same(tmp_path / "in")
    same(f"{tmp_path}/in/*")


def test_the_tables_of_a_folder_may_be_folders_of_parts(lint, table, tmp_path):
    write_tables(table, tmp_path / "plain")
    for file in (tmp_path / "plain").iterdir():
        rows = pq.read_table(file)
        written_in_parts(rows, tmp_path / "parts" / file.name)
    plain, parts = lint(tmp_path / "plain"), lint(tmp_path / "parts")
    assert (parts.problems, parts.reports) == ((), ROWS)
    assert (parts.findings, parts.coverage) == (plain.findings, plain.coverage)


def test_a_table_of_a_folder_without_parts_is_named(refused, table, tmp_path):
    write_tables(table, tmp_path)
    (tmp_path / "requests.parquet").unlink()
    (tmp_path / "requests.parquet").mkdir()
    refused(tmp_path, "requests.parquet")


def test_a_file_called_reports_is_an_export_if_no_other_table_is_there(same, table, tmp_path):
    pq.write_table(table, tmp_path / "reports.parquet")
    same(tmp_path)


# Frames and datasets


def test_a_lazy_frame_is_collected(same, table, tmp_path):
    pq.write_table(table, tmp_path / "a.parquet")
    same(pl.scan_parquet(tmp_path / "a.parquet"))
    same(pl.from_arrow(table).lazy().filter(pl.col("year") > 0))


def test_a_relation_of_duckdb_is_a_table(same, table, tmp_path):
    pq.write_table(table, tmp_path / "a.parquet")
    same(duckdb.sql(f"from '{tmp_path}/a.parquet'"))


def test_a_dataset_of_pyarrow_is_read_in_the_columns_that_are_needed(same, table, tmp_path):
    pq.write_table(table, tmp_path / "a.parquet")
    same(ds.dataset(tmp_path))
    same(ds.dataset(tmp_path).scanner())
    pq.write_table(as_nested(table), tmp_path / "a.parquet")
    same(ds.dataset(tmp_path))


# Reports as dicts


def as_dicts(table):
    return table.to_pylist()


def test_dicts_are_reports_one_many_or_an_iterator_of_them(same, lint, table):
    rows = as_dicts(table)
    same(rows)
    same(iter(rows))
    same([rows[0], rows[1:]])
    same([table.slice(0, 1), rows[1], table.slice(2)])
    assert lint(rows[0]).reports == 1


def test_a_report_in_json_has_dates_as_texts_cells_nested_and_maps_as_objects(lint, report):
    row = report(
        published_on=date(2021, 2, 1),
        printed_labels=[("disputes.upheld", "结果维护")],
    )
    plain = lint(export_table([row]))
    spelt: dict = {"published_on": "2021-02-01", "printed_labels": {"disputes.upheld": "结果维护"}}
    for name, value in row.items():
        table, *place = name.split(".")
        if place:
            spelt.setdefault(table, {}).setdefault(place[0], {})[place[1]] = value
        else:
            spelt.setdefault(name, value)
    result = lint(json.loads(json.dumps(spelt)))
    assert result.problems == ()
    assert "GIK105" in {row["rule"] for row in result.findings.to_pylist()}
    assert result.findings == plain.findings


def test_a_dict_that_is_no_report_is_named_and_the_others_are_judged(lint, table):
    bad = {"report_id": "r9", "publisher": "青桐县", "year": "x"}
    result = lint([*as_dicts(table), bad])
    assert result.reports == ROWS
    assert [problem.problem.partition(" (")[0] for problem in result.problems] == [
        "report 'r9': year is 'x', expected int32"
    ]


def test_an_iterator_of_dicts_says_once_what_else_it_holds(lint, table):
    result = lint(iter([*as_dicts(table), 7, 8]))
    assert result.reports == ROWS
    assert [problem.problem[:34] for problem in result.problems] == [
        "cannot read reports from int: expe"
    ]


def test_many_dicts_of_one_wrong_kind_make_one_short_sentence(refused):
    said = refused([{"report_id": "a"}] * 3_000)
    assert said.startswith("<dict> is not an export: it lacks the column(s) publisher, year")
    assert len(said) < 300


# Other file systems


@pytest.fixture
def memory(table):
    system = fsspec.filesystem("memory")
    for number in range(ROWS):
        system.pipe(f"/in/year=2021/{number}.parquet", as_bytes(table.slice(number, 1)))
    system.pipe("/in/_SUCCESS", b"")
    system.pipe("/in/.x/9.parquet", b"junk")
    yield system
    system.rm("/in", recursive=True)


@pytest.mark.parametrize("url", ["memory://in", "memory://in/year=2021", "memory://in/*/*.parquet"])
def test_a_url_names_a_folder_or_a_glob(same, memory, url):
    same(url)


def test_a_url_of_a_file_is_read_and_its_folders_give_columns(lint, memory, table):
    memory.pipe("/in/year=2021/0.parquet", as_bytes(table.slice(0, 1).drop_columns(["year"])))
    result = lint("memory://in/year=2021/0.parquet", select=["GIK003", "GIK302"])
    assert result.statuses() == {"GIK003": {"passed": 1}, "GIK302": {"passed": 1}}


@pytest.mark.parametrize("url", ["memory://nowhere", "memory://in/x*.parquet", "nosuch://in/a"])
def test_a_url_that_leads_nowhere_is_named(refused, memory, url):
    refused(url, url)


def test_a_file_behind_a_url_that_is_damaged_is_named(lint, memory, table):
    memory.pipe("/in/year=2021/1.parquet", b"PAR1 junk")
    result = lint(["memory://in", table])
    assert result.reports == 2 * ROWS - 1
    assert [problem.problem.partition(" cannot")[0] for problem in result.problems] == [
        "memory:///in/year=2021/1.parquet"
    ]


def test_without_fsspec_a_url_says_what_to_install(refused, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    assert refused("s3://bucket/a.parquet") == (
        "s3://bucket/a.parquet: files on other file systems need fsspec: pip install gikqa[fsspec]"
    )
