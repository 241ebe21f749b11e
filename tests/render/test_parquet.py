from __future__ import annotations

import json
from io import BytesIO

import pyarrow.parquet as pq

from gikqa._model.result import FINDINGS_SCHEMA


def test_nothing_gives_an_empty_table_with_totals(nothing, written):
    table = pq.read_table(BytesIO(written("parquet", nothing)))
    assert table.num_rows == 0
    assert table.schema.equals(FINDINGS_SCHEMA)
    assert json.loads(table.schema.metadata[b"gikqa"])["findings"]["total"] == 0


def test_reading_back_gives_the_findings_table(full, written):
    table = pq.read_table(BytesIO(written("parquet", full())))
    assert table.replace_schema_metadata().equals(full().findings)
    assert table.schema.equals(FINDINGS_SCHEMA)


def test_the_metadata_hold_totals_coverage_failures_and_problems(full, written, hostile):
    schema = pq.read_schema(BytesIO(written("parquet", full())))
    about = json.loads(schema.metadata[b"gikqa"])
    assert about["coverage"] == full().coverage.to_pylist()
    assert about["hidden"] == {"GIK302": 12_340}
    assert about["failures"][0]["problem"] == hostile
    assert len(about["problems"]) == 2


def test_30_000_findings_come_back(many, written):
    table = pq.read_table(BytesIO(written("parquet", many)))
    assert table.replace_schema_metadata().equals(many.findings)
