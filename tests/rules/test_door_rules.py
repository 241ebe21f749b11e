"""GIK001 to GIK008: what is wrong with rows, columns and files of an export."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gikqa.testing import as_nested, write_tables

GRANTED = "requests.granted.natural_person"


def found(lint, rows_of, data, code):
    return rows_of(lint(data, select=[code]))


# GIK001 report-id-missing


@pytest.mark.parametrize("report_id", ["a17-2023", "20230017", "县-1", "0"])
def test_any_text_is_a_report_id(lint, rows_of, export, report, report_id):
    assert found(lint, rows_of, export(report(report_id=report_id)), "GIK001") == []


@pytest.mark.parametrize("blank", [None, "", " ", "\u3000\t\n"], ids=repr)
def test_a_blank_report_id_is_found_once_for_the_export(
    lint, rows_of, export, report, replace_columns, finding, blank
):
    table = export(report(), report(), report(report_id="r3"))
    table = replace_columns(table, {"report_id": pa.array([blank, blank, "r3"])})
    assert found(lint, rows_of, table, "GIK001") == [
        finding(
            "GIK001",
            "records without `report_id`: 2, expected 0",
            observed="2",
            params={"count": "2"},
        )
    ]
    assert lint(table, select=["GIK001"]).statuses() == {"GIK001": {"passed": 1, "violated": 2}}


# GIK002 duplicate-report-id


def test_two_ids_of_one_body_are_silent(lint, rows_of, export, report):
    table = export(report(report_id="a-2021"), report(report_id="a-2022", year=2022))
    assert found(lint, rows_of, table, "GIK002") == []


@pytest.mark.parametrize("blank", [None, "", "\u3000"], ids=repr)
def test_two_records_without_an_id_share_none(
    lint, rows_of, export, report, replace_columns, blank
):
    table = replace_columns(export(report(), report()), {"report_id": pa.array([blank] * 2)})
    result = lint(table.cast(table.schema), select=["GIK002"])
    assert rows_of(result) == []
    assert result.statuses() == {"GIK002": {"passed": 2}}


def test_an_id_on_two_records_of_a_file_is_found_once(lint, rows_of, export, report, finding):
    table = export(report(), report(year=2022), report(report_id="r2"))
    result = lint(table, select=["GIK002"])
    assert rows_of(result) == [
        finding(
            "GIK002",
            '`report_id` "r1" stands 2 times, expected once',
            report_id="r1",
            observed="r1",
            params={"count": "2"},
        )
    ]
    assert result.statuses() == {"GIK002": {"passed": 1, "violated": 2}}


def test_an_id_in_each_of_three_files_is_found_once(
    lint, rows_of, export, report, finding, tmp_path
):
    for year in (2021, 2022, 2023):
        pq.write_table(export(report(year=year)), tmp_path / f"{year}.parquet")
    assert found(lint, rows_of, str(tmp_path), "GIK002") == [
        finding(
            "GIK002",
            '`report_id` "r1" stands 3 times, expected once',
            report_id="r1",
            observed="r1",
            params={"count": "3"},
        )
    ]


# GIK003 year-unusable


@pytest.mark.parametrize("year", [2000, 2010, 2013, 2014, 2019, 2100])
def test_years_from_2000_to_2100_are_silent(lint, rows_of, export, report, replace_columns, year):
    table = replace_columns(export(), {"year": pa.array([year], pa.int32())})
    assert found(lint, rows_of, table, "GIK003") == []


@pytest.mark.parametrize("year", [None, 24, 1923, 20240, 0, -2021, 1999, 2101])
def test_a_year_out_of_range_is_found(lint, rows_of, export, replace_columns, finding, year):
    table = replace_columns(export(), {"year": pa.array([year], pa.int32())})
    seen = "null" if year is None else str(year)
    assert found(lint, rows_of, table, "GIK003") == [
        finding(
            "GIK003",
            f'`year` is "{seen}", expected 2000–2100',
            report_id="r1",
            publisher="青桐县人民政府办公室",
            observed=seen,
            expected="2000–2100",
        )
    ]


# GIK004 publisher-missing


@pytest.mark.parametrize("publisher", ["青桐县人民政府办公室", "县教育局"])
def test_any_name_of_a_publisher_is_silent(lint, rows_of, export, report, publisher):
    assert found(lint, rows_of, export(report(publisher=publisher)), "GIK004") == []


@pytest.mark.parametrize("publisher", [None, "", "  ", "\u3000"], ids=repr)
def test_a_blank_publisher_is_found(lint, rows_of, export, replace_columns, finding, publisher):
    table = replace_columns(export(), {"publisher": pa.array([publisher], pa.string())})
    assert found(lint, rows_of, table, "GIK004") == [
        finding(
            "GIK004",
            "`publisher` is empty, expected the full name of the body",
            report_id="r1",
            publisher=publisher,
            year=2021,
        )
    ]


READ = {"tool": "a reader", "version": "1", "notes": ["publisher: no name found"]}


@pytest.mark.parametrize(
    ("code", "name", "column"),
    [
        ("GIK003", "year", pa.nulls(1, pa.int32())),
        ("GIK004", "publisher", pa.nulls(1, pa.string())),
    ],
)
def test_what_a_reader_did_not_find_in_a_document_is_a_hint_about_the_reading(
    lint, rows_of, export, report, replace_columns, code, name, column
):
    table = replace_columns(export(report(extraction=READ)), {name: column})
    (row,) = found(lint, rows_of, table, code)
    assert (row["severity"], row["confidence"], row["cause"]) == ("warning", "hint", "reading")


def test_an_impossible_year_that_was_read_in_a_document_is_the_documents(
    lint, rows_of, export, report, replace_columns
):
    table = replace_columns(export(report(extraction=READ)), {"year": pa.array([1021], pa.int32())})
    (row,) = found(lint, rows_of, table, "GIK003")
    assert (row["severity"], row["confidence"], row["cause"]) == ("error", "proved", None)


# GIK005 column-of-wrong-type


def test_a_plain_export_has_no_column_of_a_wrong_type(lint, rows_of, export):
    assert found(lint, rows_of, export(), "GIK005") == []


def test_an_absent_column_is_of_no_type(lint, rows_of, export):
    assert found(lint, rows_of, export().drop_columns([GRANTED, "sections"]), "GIK005") == []


def test_an_extra_column_may_have_any_type(lint, rows_of, export, replace_columns):
    extra = pa.array([[{"a": date(2021, 1, 1)}]])
    assert found(lint, rows_of, replace_columns(export(), {"checked": extra}), "GIK005") == []


@pytest.mark.parametrize(
    ("column", "array", "expected"),
    [
        (GRANTED, pa.array(["7"]), "int64"),
        (GRANTED, pa.array([True]), "int64"),
        (GRANTED, pa.array([[1]]), "int64"),
        ("disclosure.administrative_fees.amount_wan", pa.array(["7"]), "decimal128(20, 6)"),
        ("published_on", pa.array(["2022-01-05"]), "date32"),
        ("title", pa.array([1]), "string"),
        ("region_code", pa.array([360724]), "string"),
        ("raw_cells", pa.array(["x"]), "map<string, string>"),
        ("sections", pa.array(["x"]), "list<struct<number, heading, text>>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_column_of_a_wrong_type_is_found_once_whatever_else_is_chosen(
    lint, rows_of, export, report, replace_columns, finding, column, array, expected
):
    table = export(report(), report(report_id="r2"))
    table = replace_columns(table, {column: pa.concat_arrays([array, array])})
    seen = str(array.type)
    expectation = [
        finding(
            "GIK005",
            f"column `{column}` is of type {seen}, expected {expected}",
            cells=[column] if "." in column else [],
            observed=seen,
            expected=expected,
            params={"column": column},
        )
    ]
    assert found(lint, rows_of, table, "GIK005") == expectation
    everything = lint(table)
    assert [row for row in rows_of(everything) if row["rule"] == "GIK005"] == expectation
    assert everything.statuses()["GIK005"] == {"violated": 2}


# GIK006 unknown-row


def test_known_paths_and_columns_of_others_are_silent(lint, rows_of, export, replace_columns):
    one = pa.array([1])
    extra = {"requests.other.total": one, "checked_by": one, "note.a.b": one}
    assert found(lint, rows_of, replace_columns(export(), extra), "GIK006") == []


@pytest.mark.parametrize(
    "path", ["requests.newly_received.total", "requests.granted.everybody", "disputes.total"]
)
def test_a_misspelt_path_is_found(lint, rows_of, export, replace_columns, finding, path):
    table = replace_columns(export(), {path: pa.array([1])})
    assert found(lint, rows_of, table, "GIK006") == [
        finding(
            "GIK006",
            f"`{path}` is no row or cell of any edition",
            cells=[path],
            params={"path": path},
        )
    ]


def test_an_unknown_row_of_a_nested_table_is_found(lint, rows_of, export, replace_columns, finding):
    path = "requests.newly_received.total"
    table = as_nested(replace_columns(export(), {path: pa.array([1])}))
    assert [row["cells"] for row in found(lint, rows_of, table, "GIK006")] == [[path]]


def test_an_unknown_row_of_a_long_table_is_found(lint, rows_of, export, tmp_path, finding):
    write_tables(export(), tmp_path)
    table = pq.read_table(tmp_path / "requests.parquet")
    line = table.slice(0, 1).to_pylist()[0]
    line = dict.fromkeys(line) | {"report_id": "r1", "row": "refused_secret", "total": 4}
    extra = pa.Table.from_pylist([line], table.schema)
    pq.write_table(pa.concat_tables([table, extra]), tmp_path / "requests.parquet")
    path = "requests.refused_secret.total"
    assert found(lint, rows_of, tmp_path, "GIK006") == [
        finding(
            "GIK006",
            f"`{path}` is no row or cell of any edition",
            cells=[path],
            params={"path": path},
        )
    ]


# GIK007 duplicate-row and GIK008 orphan-row


@pytest.fixture
def folder(export, report, tmp_path):
    """A folder of tables with two reports of two editions."""
    write_tables(export(report(), report("2019", report_id="r2")), tmp_path)
    return tmp_path


def add_lines(file, lines):
    table = pq.read_table(file)
    pq.write_table(pa.concat_tables([table, pa.Table.from_pylist(lines, table.schema)]), file)


def lines_of(file, report_id, row=None):
    lines = pq.read_table(file).to_pylist()
    return [line for line in lines if line["report_id"] == report_id and row in (None, line["row"])]


def test_one_row_in_two_reports_is_silent(lint, rows_of, folder):
    assert len(lines_of(folder / "disclosure.parquet", "r2", "regulations")) == 1
    assert rows_of(lint(folder, select=["GIK007", "GIK008"])) == []


def test_a_report_without_rows_is_no_orphan(lint, rows_of, folder):
    (folder / "disputes.parquet").unlink()
    file = folder / "requests.parquet"
    table = pq.read_table(file)
    pq.write_table(table.filter(pa.compute.equal(table["report_id"], "r1")), file)
    assert rows_of(lint(folder, select=["GIK007", "GIK008"])) == []


@pytest.mark.parametrize("total", [0, 5], ids=["equal lines", "lines that differ"])
def test_a_row_that_stands_twice_is_found(lint, rows_of, folder, finding, total):
    file = folder / "requests.parquet"
    add_lines(file, [lines_of(file, "r1", "new_received")[0] | {"total": total}])
    result = lint(folder, select=["GIK007"])
    assert rows_of(result) == [
        finding(
            "GIK007",
            "`requests.new_received` stands 2 times, expected once",
            report_id="r1",
            observed="2",
            expected="1",
            params={"count": "2", "path": "requests.new_received"},
        )
    ]
    assert result.statuses() == {"GIK007": {"passed": 1, "violated": 1}}


@pytest.mark.parametrize("stranger", ["r9", "r1 "])
def test_rows_of_a_report_that_is_not_there_are_found_once(
    lint, rows_of, folder, finding, stranger
):
    file = folder / "requests.parquet"
    lines = lines_of(file, "r1")
    add_lines(file, [line | {"report_id": stranger} for line in lines])
    assert rows_of(lint(folder, select=["GIK008"])) == [
        finding(
            "GIK008",
            f'`report_id` "{stranger}" has {len(lines)} rows, '
            "and `reports.parquet` has no such report",
            report_id=stranger,
            observed=stranger,
            params={"count": str(len(lines))},
        )
    ]


def test_rows_without_a_report_id_are_orphans_without_a_name(lint, rows_of, folder, finding):
    file = folder / "requests.parquet"
    add_lines(file, [lines_of(file, "r1", "granted")[0] | {"report_id": None}])
    assert rows_of(lint(folder, select=["GIK007", "GIK008"])) == [
        finding(
            "GIK008",
            '`report_id` "" has 1 rows, and `reports.parquet` has no such report',
            observed="",
            params={"count": "1"},
        )
    ]
