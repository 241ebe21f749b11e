"""The three layouts of an export carry the same values."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from gikqa.editions import load_editions
from gikqa.testing import as_nested, export_table, exports, write_tables

EDITIONS = load_editions()
ANY_EXPORT = exports(*EDITIONS.values(), blanks=True, max_size=4)


def row(**columns):
    return {"report_id": "r1", "publisher": "上犹县人民政府", "year": 2021} | columns


def test_the_flat_layout_has_the_types_of_the_contract():
    table = export_table([row(published_on=date(2022, 1, 5))])
    kinds = {field.name: field.type for field in table.schema}
    section = pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())])
    assert kinds["year"] == pa.int32()
    assert kinds["published_on"] == pa.date32()
    assert kinds["sections"] == pa.list_(section)
    assert kinds["raw_cells"] == pa.map_(pa.string(), pa.string())
    assert kinds["requests.granted.total"] == pa.int64()
    assert kinds["disclosure.administrative_fees.amount_wan"] == pa.decimal128(20, 6)
    assert not table.schema.field("report_id").nullable


def test_only_cells_of_the_editions_present_become_columns():
    names = set(export_table([row()]).column_names)
    assert EDITIONS["2021"].cells.keys() <= names
    assert "requests.other.total" not in names


def test_cells_of_another_form_than_the_year_asks_for_are_kept():
    table = export_table([row(**{"requests.other.total": 3})])
    assert table["requests.other.total"].to_pylist() == [3]


def test_a_name_that_is_no_column_is_refused():
    with pytest.raises(KeyError, match=r"requests\.granted\.everybody"):
        export_table([row(**{"requests.granted.everybody": 1})])


@settings(max_examples=15)
@given(ANY_EXPORT)
def test_the_flat_table_holds_the_rows(rows):
    for stored, given_row in zip(export_table(rows).to_pylist(), rows, strict=True):
        maps = {"raw_cells": [], "printed_labels": []}
        expected = dict.fromkeys(stored) | given_row | maps
        assert stored == expected


@settings(max_examples=15)
@given(ANY_EXPORT)
def test_the_nested_table_holds_the_same_cells(rows):
    flat = export_table(rows)
    nested = as_nested(flat)
    for path in flat.column_names:
        column = nested
        if "." in path:
            table, line, cell = path.split(".")
            values = [report[line][cell] for report in column[table].to_pylist()]
        else:
            values = column[path].to_pylist()
        assert values == flat[path].to_pylist()


@settings(max_examples=15)
@given(ANY_EXPORT)
def test_the_folder_of_tables_holds_the_same_cells(rows):
    flat = export_table(rows)
    with tempfile.TemporaryDirectory() as folder:
        write_tables(flat, Path(folder))
        stored = {path.stem: pq.read_table(path) for path in Path(folder).glob("*.parquet")}
    expected = {
        (report["report_id"], path): report[path]
        for report in flat.to_pylist()
        for path in report
        if "." in path and report[path] is not None
    }
    found = {}
    for key in stored.keys() - {"reports", "sections"}:
        for line in stored[key].to_pylist():
            report_id, printed_row = line.pop("report_id"), line.pop("row")
            for column, value in line.items():
                if value is not None:
                    found[report_id, f"{key}.{printed_row}.{column}"] = value
    assert found == expected
    sections = stored["sections"].to_pylist()
    assert sections == [
        {"report_id": report["report_id"], **section}
        for report in flat.to_pylist()
        for section in report["sections"]
    ]
    names = stored["reports"].column_names
    assert stored["reports"].equals(flat.select(names))
    assert "sections" not in names


def test_long_tables_are_null_where_a_row_has_no_such_column(tmp_path):
    licences = "disclosure.administrative_licences.decisions"
    fees = "disclosure.administrative_fees.amount_wan"
    write_tables(export_table([row(**{licences: 3, fees: 2})]), tmp_path)
    lines = pq.read_table(tmp_path / "disclosure.parquet").to_pylist()
    assert [(line["row"], line["decisions"], line["amount_wan"]) for line in lines] == [
        ("administrative_licences", 3, None),
        ("administrative_fees", None, 2),
    ]
