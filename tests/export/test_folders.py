"""Folders of tables and of partitions: what cannot be used is named."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gikqa.testing import write_tables


@pytest.fixture
def tables(export, report, tmp_path):
    write_tables(export(report(), report(report_id="r2")), tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["reports", "requests", "sections"])
def test_an_unreadable_table_of_a_folder_is_named(refused, tables, name):
    (tables / f"{name}.parquet").write_bytes(b"junk")
    refused(tables, f"{name}.parquet")


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("reports", "report_id"),
        ("requests", "report_id"),
        ("requests", "row"),
        ("sections", "text"),
    ],
)
def test_a_table_without_a_column_that_it_needs_is_named(refused, tables, name, column):
    file = tables / f"{name}.parquet"
    pq.write_table(pq.read_table(file).drop_columns([column]), file)
    refused(tables, column)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("reports", "report_id"),
        ("requests", "report_id"),
        ("requests", "row"),
        ("requests", "total"),
    ],
)
def test_a_column_that_stands_twice_in_a_table_is_named(refused, tables, name, column):
    file = tables / f"{name}.parquet"
    table = pq.read_table(file)
    pq.write_table(table.append_column(column, table[column]), file)
    refused(tables, f"{name}.parquet", column)


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("reports", "report_id", [1]),
        ("reports", "year", ["x"]),
        ("reports", "year", "2021"),
        ("requests", "report_id", [1]),
        ("requests", "row", 7),
        ("requests", "row", ["granted"]),
        ("sections", "number", "一"),
        ("sections", "text", ["x"]),
        ("sections", "heading", 7),
    ],
)
def test_a_column_of_a_table_that_cannot_be_used_is_named(
    refused, export, report, replace_columns, tmp_path, name, column, value
):
    section = [{"number": 1, "heading": "总体情况", "text": "有关情况见下表。"}]
    write_tables(export(report(sections=section)), tmp_path)
    file = tmp_path / f"{name}.parquet"
    table = pq.read_table(file)
    pq.write_table(replace_columns(table, {column: pa.array([value] * len(table))}), file)
    refused(tmp_path, column)


def test_a_folder_of_tables_may_lie_in_a_folder_with_an_equals_sign(lint, export, tmp_path):
    folder = tmp_path / "year=2020" / "run=7"
    write_tables(export(), folder)
    result = lint(folder)
    assert (result.reports, result.problems) == (1, ())
    assert result.statuses()["GIK302"] == {"passed": 1}


# Partitions


def partitioned(export, tmp_path, name, *dropped):
    folder = tmp_path / name
    folder.mkdir()
    pq.write_table(export().drop_columns(list(dropped)), folder / "part.parquet")
    return tmp_path


def test_a_year_in_the_file_wins_over_the_name_of_its_folder_and_that_is_said(
    lint, export, tmp_path
):
    result = lint(partitioned(export, tmp_path, "year=2014"))
    assert result.statuses()["GIK302"] == {"passed": 1}
    assert [problem.problem for problem in result.problems] == [
        f"{tmp_path}/year=2014/part.parquet: the folder name says year=2014, the column has 2021; "
        "the column was used"
    ]


@pytest.mark.parametrize("statistics", [True, False])
def test_a_folder_of_one_year_over_files_of_several_is_a_contradiction(
    lint, export, report, tmp_path, statistics
):
    (tmp_path / "year=2022").mkdir()
    table = export(report(year=2021), report(report_id="r2", year=2023))
    file = tmp_path / "year=2022" / "a.parquet"
    pq.write_table(table, file, write_statistics=statistics)
    said = [problem.problem for problem in lint(tmp_path).problems]
    assert said == [
        f"{file}: the folder name says year=2022, the column has 2021–2023; the column was used"
    ]


@pytest.mark.parametrize("key", ["year=2021", "region_code=36", "region_code=360724", "source=web"])
def test_a_folder_that_agrees_with_the_column_or_names_a_wider_region_is_no_contradiction(
    lint, export, report, tmp_path, key
):
    (tmp_path / key).mkdir()
    row = report(region_code="360724", source="http://a.example/1.html")
    pq.write_table(export(row), tmp_path / key / "a.parquet")
    assert lint(tmp_path).problems == ()


# A folder, a glob, a part and a list of files


@pytest.fixture
def by_year(export, report, tmp_path):
    """Two years in folders; the files lack the year."""
    for year in (2021, 2022):
        (tmp_path / f"year={year}").mkdir()
        row = report(report_id=f"r{year}", year=year, changes={"requests.granted.total": 1})
        pq.write_table(export(row).drop_columns(["year"]), tmp_path / f"year={year}" / "a.parquet")
    return tmp_path


@pytest.mark.parametrize(
    "given",
    [
        lambda folder: folder,
        lambda folder: f"{folder}/*/*.parquet",
        lambda folder: f"{folder}/year=*",
        lambda folder: [folder / "year=2021", folder / "year=2022"],
        lambda folder: sorted(folder.glob("*/*.parquet")),
    ],
    ids=["folder", "glob of files", "glob of parts", "parts", "files"],
)
def test_keys_of_folders_are_read_however_the_files_are_named(lint, by_year, given):
    result = lint(given(by_year), select=["GIK304"])
    assert result.problems == ()
    found = [(row["report_id"], row["year"]) for row in result.findings.to_pylist()]
    assert found == [("r2021", 2021), ("r2022", 2022)]


def test_keys_of_folders_are_added_to_arrow_files_too(lint, by_year):
    for file in list(by_year.glob("*/*.parquet")):
        table = pq.read_table(file, partitioning=None)
        with pa.ipc.new_file(file.with_suffix(".arrow"), table.schema) as writer:
            writer.write_table(table)
        file.unlink()
    result = lint(by_year, select=["GIK304"])
    assert [row["year"] for row in result.findings.to_pylist()] == [2021, 2022]


@pytest.mark.parametrize(
    ("key", "value"),
    [("published_on", "2022-01-05"), ("requests.granted.total", "0"), ("region_code", "360724")],
)
def test_a_key_has_the_type_of_its_column(lint, export, tmp_path, key, value):
    (tmp_path / f"{key}={value}").mkdir()
    pq.write_table(export().drop_columns([key]), tmp_path / f"{key}={value}" / "a.parquet")
    result = lint(tmp_path)
    assert (result.problems, result.findings.num_rows) == ((), 0)
    assert "skipped" not in result.statuses()["GIK304"]


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [("published_on", "spring", "date32"), ("requests.granted.total", "many", "int64")],
)
def test_a_key_that_does_not_fit_is_a_column_of_a_wrong_type(
    lint, rows_of, export, tmp_path, key, value, expected
):
    (tmp_path / f"{key}={value}").mkdir()
    pq.write_table(export().drop_columns([key]), tmp_path / f"{key}={value}" / "a.parquet")
    found = rows_of(lint(tmp_path))
    assert [(row["rule"], row["message"]) for row in found] == [
        ("GIK005", f"column `{key}` is of type string, expected {expected}")
    ]


def test_columns_come_from_names_of_folders(lint, rows_of, export, report, tmp_path):
    folder = tmp_path / "year=2021" / "publisher=%E7%AC%AC1%E5%8E%BF" / "region_code=360724"
    folder.mkdir(parents=True)
    row = report(changes={"requests.granted.total": 1})
    table = export(row).drop_columns(["year", "publisher", "region_code"])
    pq.write_table(table, folder / "part.parquet")
    found = rows_of(lint(tmp_path, select=["GIK304"]))
    assert [(row["publisher"], row["region_code"], row["year"]) for row in found] == [
        ("第1县", "360724", 2021)
    ]


def test_a_partition_without_a_year_is_a_year_that_is_missing(lint, export, tmp_path):
    folder = partitioned(export, tmp_path, "year=__HIVE_DEFAULT_PARTITION__", "year")
    assert lint(folder).statuses()["GIK003"] == {"violated": 1}


@pytest.mark.parametrize("year", ["x", "20²", "99999999999", "-1", "2021.0", ""])
def test_a_folder_with_a_name_that_is_no_year_is_named(refused, export, tmp_path, year):
    refused(partitioned(export, tmp_path, f"year={year}", "year"), f"year={year}")
