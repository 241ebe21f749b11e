from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO

import pyarrow.csv
import pytest

from gikqa._model.result import FINDINGS_SCHEMA
from invented_results import UNSEEN, spelt_out

AS_JSON = ("cells", "params", "proposal")
INTEGERS = ("year", "section", "start", "end")
NULLABLE = {field.name for field in FINDINGS_SCHEMA if field.nullable}


def parts(data: bytes):
    """Header, findings and totals, as any CSV reader sees them."""
    lines = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    gap = lines.index([])
    return lines[0], lines[1:gap], lines[gap + 1 :]


def text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


def back(header: list[str], cells: list[str]) -> dict[str, object]:
    """A finding from its row, as specs/output/README.md tells."""
    row: dict[str, object] = {}
    for name, cell in zip(header, cells, strict=True):
        shown = text(cell)
        if name == "cells":
            row[name] = json.loads(shown) if shown.startswith("[") else shown.split()
        elif name in ("params", "proposal"):
            row[name] = json.loads(cell) if cell else ({} if name == "params" else [])
        elif not cell and name in NULLABLE:
            row[name] = None
        else:
            row[name] = int(cell) if name in INTEGERS else shown
    return row


def test_nothing_gives_a_header_and_totals(nothing, written):
    header, findings, totals = parts(written("csv", nothing))
    assert header == FINDINGS_SCHEMA.names
    assert findings == []
    assert ["#", "findings", "total", "0"] in [row[:4] for row in totals]


def test_it_begins_with_a_byte_order_mark_so_that_excel_opens_chinese(full, written):
    assert written("csv", full()).startswith(b"\xef\xbb\xbfrule,")


def test_reading_back_gives_the_findings(full, written, expected_rows):
    header, findings, _ = parts(written("csv", full()))
    assert [back(header, row) for row in findings] == [
        {name: value if name in AS_JSON else spelt_out(value) for name, value in row.items()}
        for row in expected_rows
    ]


def test_no_control_no_bidirectional_and_no_zero_width_mark_is_in_the_file(full, written):
    noncharacter = {"\ufffe"}  # JSON keeps it
    assert (UNSEEN - noncharacter).isdisjoint(written("csv", full()).decode("utf-8-sig"))


@pytest.mark.parametrize(
    "value",
    ["-", "－", "0", "-5", "+3", "-1,234.5", "12%", "a=b", "第-1", ""],
    ids=lambda value: f"value {value!r}",
)
def test_placeholders_numbers_and_plain_text_stay_as_they_are(value, make, written):
    assert _observed(value, make, written) == value


@pytest.mark.parametrize(
    "value",
    ["=1", "+a", "-a", "--", "-1+cmd", "@x", "\tx", "\rx", "\nx", "＝1", "－1", "'", "'=1", "-٣"],
    ids=lambda value: f"value {value!r}",
)
def test_text_that_could_be_a_formula_gets_an_apostrophe(value, make, written):
    assert _observed(value, make, written) == "'" + value


def _observed(value, make, written) -> str:
    from_full = make().findings.slice(1, 1).to_pylist()[0]
    result = make(findings=[from_full | {"observed": value}])
    header, (row,), _ = parts(written("csv", result))
    return row[header.index("observed")]


def test_no_cell_of_a_hostile_result_begins_as_a_formula(full, written):
    _, findings, totals = parts(written("csv", full()))
    cells = [cell for row in findings + totals for cell in row]
    suspects = {cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n"))}
    assert suspects == {"-", "-5"}


def test_all_rows_are_equally_wide_so_that_strict_readers_take_the_file(full, written):
    _, findings, totals = parts(written("csv", full()))
    assert {len(row) for row in findings + totals} == {len(FINDINGS_SCHEMA)}
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    table = pyarrow.csv.read_csv(BytesIO(written("csv", full())), parse_options=options)
    assert table.num_rows == len(findings) + len(totals)


def test_totals_name_hidden_findings_statuses_and_reasons(full, written):
    totals = [row[:6] for row in parts(written("csv", full()))[2]]
    assert ["#", "hidden", "GIK302", "12340", "", ""] in totals
    assert ["#", "status", "suppressed", "1", "", ""] in totals
    skipped = ["#", "not judged", "skipped", "5", "GIK901", "column `published_on` is missing"]
    assert skipped in totals
    assert ["#", "not judged", "undetermined", "1", "GIK302", ""] in totals


def test_30_000_findings_are_30_000_rows(many, written):
    assert len(parts(written("csv", many))[1]) == 30_000
