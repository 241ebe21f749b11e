"""What must not matter, does not: order, batches, threads, layouts, libraries, hash seeds."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gikqa._engine import feed
from gikqa._engine.equations import violations
from gikqa._export import parquet_source
from gikqa.editions import Kind, load_editions
from gikqa.testing import as_nested, export_table, valid_columns, write_tables

EDITIONS = load_editions()
REPORTS = 20  # of each edition
TEXTS = ("上犹县收到申请7件，截止12月31日。", "有关情况见下表。", "")


def broken(edition, rng, first):
    """Reports of an edition, most of them with something wrong in them."""
    columns = valid_columns(edition, REPORTS, rng)
    paths = list(edition.cells)
    last = edition.last_year or edition.first_year + 3
    rows = []
    for n in range(REPORTS):
        row = {path: int(columns[path][n]) for path in paths}
        for path in rng.choice(paths, n % 4):
            row[path] += 1 + n
        for path in rng.choice(paths, n % 3):
            row[path] = None
        if n % 9 == 0:
            counts = [path for path in paths if edition.cells[path].kind is Kind.COUNT]
            row[counts[n % len(counts)]] = -4
        labels = {"disputes.upheld": "结果维护"} if n % 5 == 0 else {}
        rows.append(
            {
                "report_id": f"r{first + n:03}",
                "publisher": " " if n == 17 else f"第{n}县人民政府",
                "region_code": "360724" if n % 2 else None,
                "year": edition.first_year + n % (last - edition.first_year + 1),
                "sections": [
                    {"number": k, "heading": "总体情况", "text": TEXTS[(n + k) % 3]}
                    for k in range(n % 3)
                ],
                "printed_labels": labels,
                **row,
            }
        )
    return rows


@pytest.fixture(scope="module")
def table():
    """Reports of three editions, in no order."""
    rng = np.random.default_rng(8)
    rows = [
        row
        for place, edition in enumerate(EDITIONS.values())
        for row in broken(edition, rng, place * REPORTS)
    ]
    return export_table(rows).take(pa.array(rng.permutation(len(rows))))


@pytest.fixture(scope="module")
def expected(table, lint, as_bytes):
    result = lint(table)
    assert len(set(result.findings["rule"].to_pylist())) > 12
    assert result.findings.num_rows > 100
    assert not result.problems
    return as_bytes(result)


@pytest.fixture
def same(lint, as_bytes, expected):
    def check(data, **options):
        assert as_bytes(lint(data, **options)) == expected

    return check


def test_the_same_input_twice_gives_the_same_bytes(same, table):
    same(table)
    same(table)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_reports_does_not_matter(same, table, seed):
    order = np.random.default_rng(seed).permutation(len(table))
    same(table.take(pa.array(order)))


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_the_columns_does_not_matter(same, table, seed):
    same(table.select(np.random.default_rng(seed).permutation(table.column_names)))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_size_of_the_batches_does_not_matter(same, table, tmp_path, monkeypatch, size):
    monkeypatch.setattr(feed, "_ROWS", size)
    monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", size)
    same(table)
    pq.write_table(table, tmp_path / "export.parquet", row_group_size=25)
    same(tmp_path / "export.parquet")


@pytest.mark.parametrize("least", [1, 30, 70])
def test_the_pieces_that_a_file_is_read_in_do_not_matter(same, table, tmp_path, monkeypatch, least):
    monkeypatch.setattr(parquet_source, "_PIECE", least)
    pq.write_table(table, tmp_path / "export.parquet", row_group_size=25)
    same(tmp_path / "export.parquet")


@pytest.mark.parametrize("enough", [1, 7])
def test_how_many_reports_are_worded_at_once_does_not_matter(same, table, monkeypatch, enough):
    monkeypatch.setattr(violations, "_ENOUGH", enough)
    same(table)


@pytest.mark.parametrize("jobs", [2, 4])
def test_the_number_of_threads_does_not_matter(same, table, monkeypatch, jobs):
    monkeypatch.setattr(feed, "_ROWS", 5)
    monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", 5)
    same(table, jobs=jobs)


def test_columns_of_others_do_not_matter(same, table):
    extra = pa.array([{"a": [1.5]}] * len(table))
    more = table.append_column("checked_by", extra).append_column("requests_note", extra)
    same(more.append_column("sections.note", extra))


def test_the_nested_layout_gives_the_same(same, table, tmp_path):
    same(as_nested(table))
    pq.write_table(as_nested(table), tmp_path / "nested.parquet")
    same(tmp_path / "nested.parquet")


def test_flat_and_nested_tables_may_stand_in_one_export(same, table):
    nested = as_nested(table)
    disputes = [name for name in table.column_names if name.startswith("disputes.")]
    same(table.drop_columns(disputes).append_column("disputes", nested["disputes"]))


def test_a_folder_of_tables_gives_the_same(same, table, tmp_path, monkeypatch):
    write_tables(table, tmp_path)
    same(tmp_path)
    monkeypatch.setattr(feed, "_ROWS", 7)
    monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", 7)
    same(str(tmp_path))


def test_the_order_of_rows_in_long_tables_does_not_matter(same, table, tmp_path):
    write_tables(table, tmp_path)
    for file in tmp_path.glob("*.parquet"):
        if file.stem not in ("reports", "sections"):
            lines = pq.read_table(file)
            order = np.random.default_rng(4).permutation(len(lines))
            pq.write_table(lines.take(pa.array(order)), file)
    same(tmp_path)


# Files


@pytest.fixture
def files(table, tmp_path):
    """The export in four files; each has the columns of all of them."""
    paths = [tmp_path / f"part-{n}.parquet" for n in range(4)]
    for n, path in enumerate(paths):
        pq.write_table(table.slice(n * 15, 15), path)
    return paths


def test_one_file_and_many_files_give_the_same(same, table, files, tmp_path):
    same(tmp_path)
    same(str(tmp_path / "*.parquet"))
    same([str(path) for path in reversed(files)])
    same(files)
    same([files[0], str(tmp_path / "part-[1-3].parquet")])
    same([*files[:3], table.slice(45)])


def test_hidden_files_and_other_files_do_not_matter(same, files, tmp_path):
    (tmp_path / ".part-9.parquet").write_bytes(b"junk")
    (tmp_path / "_temporary").mkdir()
    (tmp_path / "_temporary" / "part-9.parquet").write_bytes(b"junk")
    (tmp_path / "_SUCCESS").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("junk")
    same(tmp_path)


def test_hive_partitions_give_the_same(same, table, tmp_path):
    for year in set(table["year"].to_pylist()):
        folder = tmp_path / f"year={year}"
        folder.mkdir()
        part = table.filter(pa.compute.equal(table["year"], year))
        pq.write_table(part.drop_columns("year"), folder / "part.parquet")
    same(tmp_path)


def test_the_spelling_of_a_parquet_file_does_not_matter(same, table, tmp_path):
    file = tmp_path / "export.parquet"
    pq.write_table(table, file, compression="none", write_statistics=False, use_dictionary=False)
    same(file)
    pq.write_table(table, file, write_page_checksum=True, data_page_version="2.0")
    same(file)
    pq.write_table(table, file, row_group_size=20, version="1.0", compression="zstd")
    same(file)


def test_arrow_files_give_the_same(same, table, tmp_path):
    with pa.ipc.new_file(tmp_path / "export.arrow", table.schema) as writer:
        writer.write_table(table, max_chunksize=31)
    same(tmp_path / "export.arrow")
    with pa.ipc.new_stream(tmp_path / "export.arrows", table.schema) as writer:
        writer.write_table(table, max_chunksize=31)
    same(tmp_path / "export.arrows")


# Libraries


def test_arrow_objects_give_the_same(same, table):
    same(table.combine_chunks().to_batches()[0])
    same(pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=9)))
    same([table.slice(0, 25), table.slice(25)])
    same(pa.Table.from_batches(table.to_batches(max_chunksize=3)))


def test_polars_gives_the_same(same, table):
    frame = pl.from_arrow(table)
    same(frame)
    same(frame.rechunk().sample(fraction=1.0, shuffle=True, seed=1))


def test_pandas_gives_the_same(same, table):
    same(table.to_pandas(types_mapper=pd.ArrowDtype))
    same(table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get))
    plain = table.to_pandas()
    floats = [name for name in plain.columns if plain[name].dtype == "float64"]
    assert floats, "no column with blanks became a column of floats"
    same(plain)


def test_duckdb_gives_the_same(same, table):
    with duckdb.connect() as connection:
        connection.register("export", table)
        same(connection.sql("select * from export"))
        same(connection.sql("select * from export order by publisher, report_id"))


# Types


@pytest.mark.parametrize(
    "kind",
    [pa.int32(), pa.float64(), pa.decimal128(20, 0), pa.decimal128(38, 4), pa.decimal256(50, 2)],
    ids=str,
)
def test_the_type_of_the_numbers_does_not_matter(same, table, kind):
    fields = [
        pa.field(field.name, kind) if field.type == pa.int64() else field for field in table.schema
    ]
    same(table.cast(pa.schema(fields)))


@pytest.mark.parametrize(
    "kind",
    [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)
def test_the_type_of_the_texts_does_not_matter(same, table, kind):
    for name in ("report_id", "publisher", "region_code"):
        column = table[name].combine_chunks()
        text = column.dictionary_encode() if pa.types.is_dictionary(kind) else column.cast(kind)
        table = table.set_column(table.column_names.index(name), name, text)
    same(table)


def test_the_type_of_the_years_does_not_matter(same, table):
    for kind in (pa.int16(), pa.uint16(), pa.int64(), pa.float64(), pa.decimal128(11, 1)):
        same(table.set_column(table.column_names.index("year"), "year", table["year"].cast(kind)))


# Repeated ids and findings: the hardest thing to put in one order


def test_reports_that_share_an_id_give_the_same_in_every_batch(lint, as_bytes, table, monkeypatch):
    ids = pa.array([f"r{n % 11}" for n in range(len(table))])
    doubled = table.set_column(table.column_names.index("report_id"), "report_id", ids)
    outputs = set()
    for seed, size in enumerate((1, 7, 1000)):
        monkeypatch.setattr(feed, "_ROWS", size)
        monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", size)
        order = np.random.default_rng(seed).permutation(len(table))
        outputs.add(as_bytes(lint(doubled.take(pa.array(order)))))
    assert len(outputs) == 1


# Every rule


def test_no_built_in_rule_depends_on_order_batches_threads_or_layout(
    lint_with_all, as_bytes, table, tmp_path, monkeypatch
):
    expected = as_bytes(lint_with_all(table))
    order = pa.array(np.random.default_rng(6).permutation(len(table)))
    write_tables(table, tmp_path)
    monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", 13)
    for data in (table.take(order), as_nested(table), tmp_path, pl.from_arrow(table)):
        assert as_bytes(lint_with_all(data, jobs=2)) == expected


# Processes and threads

SCRIPT = """
import sys
from io import BytesIO
from gikqa import lint
from gikqa._plugins import find_plugins, load_plugins
from gikqa._render import writer
find_plugins.entry_points = lambda group: []
plugins = load_plugins()
for code in sys.argv[2:]:
    del plugins.rules[code]
result = lint(sys.argv[1], lang="en", jobs=2, plugins=plugins)
writer("jsonl").write(result, sys.stdout.buffer)
sys.stdout.buffer.write(repr(result.coverage.to_pylist()).encode())
"""


def test_hash_seeds_do_not_matter(expected, table, built_in, with_plugins, tmp_path):
    others = sorted(with_plugins().rules.keys() - built_in.rules)
    pq.write_table(table, tmp_path / "export.parquet")
    package = Path(feed.__file__).parents[2]
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-W",
                "error",
                "-c",
                SCRIPT,
                str(tmp_path / "export.parquet"),
                *others,
            ],
            env=os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(package)},
            stdout=subprocess.PIPE,
        )
        for seed in range(2)
    ]
    outputs = [process.communicate(timeout=600)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert set(outputs) == {expected}


def test_eight_threads_at_once_get_the_same_from_one_set_of_plugins(same, table, monkeypatch):
    monkeypatch.setattr(feed, "_ROWS", 40)
    monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", 40)
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(same, table, jobs=1 + n % 3) for n in range(8)]:
            done.result()
