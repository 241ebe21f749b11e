"""Section numbers that other tools export and int8, the type of the column, may not hold."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import gikqa
from gikqa.testing import export_table

TEXT = "邮编：2200000，公开的的信息。截止2019年12月底。"
PLACE = ("section", "start", "end")
NUMBERS = [
    (127, pa.int8()),
    (-128, pa.int8()),
    (128, pa.int16()),
    (200, pa.uint8()),
    (-129, pa.int64()),
    (2**63 - 1, pa.int64()),
    (2**32 - 1, pa.uint32()),
    (2**63, pa.uint64()),
    (2**64 - 200, pa.uint64()),
]


def numbered(number, kind):
    """An export of one report with a section of this number, in a column of this type."""
    parts = [("number", kind), ("heading", pa.string()), ("text", pa.string())]
    entry = {"number": number, "heading": "一、总体情况", "text": TEXT}
    table = export_table(
        [
            {
                "report_id": "r1",
                "publisher": "青桐县人民政府办公室",
                "region_code": "980102",
                "year": 2023,
                "sections": [],
            }
        ]
    )
    sections = pa.array([[entry]], pa.list_(pa.struct(parts)))
    return table.set_column(
        table.schema.get_field_index("sections"), "sections", pa.chunked_array([sections])
    )


def judge(number, kind, built_in):
    result = gikqa.lint(
        numbered(number, kind), plugins=built_in, extend_select=["GIK711"], lang="en", jobs=1
    )
    assert (result.failures, result.problems) == ((), ())
    return [line for line in result.findings.to_pylist() if line["quote"]]


def without(finding, *names):
    return {name: value for name, value in finding.items() if name not in names}


@pytest.mark.parametrize(("number", "kind"), NUMBERS)
def test_no_rule_fails_and_a_number_beyond_int8_leaves_only_the_place_out(built_in, number, kind):
    usual = judge(1, pa.int8(), built_in)
    found = judge(number, kind, built_in)
    assert {line["rule"] for line in usual} == {"GIK810", "GIK813", "GIK869"}
    varying = (*PLACE, "fingerprint")
    assert [without(line, *varying) for line in found] == [
        without(line, *varying) for line in usual
    ]
    for line, other in zip(found, usual, strict=True):
        place = (number, other["start"], other["end"]) if -128 <= number < 128 else (None,) * 3
        assert tuple(line[name] for name in PLACE) == place


@pytest.mark.parametrize("number", [127, 128, 300])
def test_facts_of_a_section_beyond_int8_have_no_section(number):
    found = gikqa.facts(numbered(number, pa.int32()))
    sections = {line["section"] for batch in found for line in batch.to_pylist()}
    assert sections == {number if number < 128 else None}


def test_a_folder_of_tables_may_have_any_section_number(built_in, tmp_path):
    table = numbered(200, pa.int64())
    entry = {"report_id": "r1"} | table["sections"].to_pylist()[0][0]
    pq.write_table(table.drop_columns(["sections"]), tmp_path / "reports.parquet")
    pq.write_table(pa.Table.from_pylist([entry]), tmp_path / "sections.parquet")
    options = {"plugins": built_in, "select": ["GIK813"], "lang": "en", "jobs": 1}
    single, folder = (gikqa.lint(each, **options).findings for each in (table, tmp_path))
    assert folder.equals(single)
    assert folder.column("quote").to_pylist() == ["的的"]
