"""Many small files cost few batches, and are judged as the same reports in one file are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gikqa import Result
from gikqa._engine import judge
from gikqa.testing import export_table

COUNT = 24


@pytest.fixture
def batches(monkeypatch) -> list[int]:
    """Notes the reports of each batch that is judged."""
    seen: list[int] = []
    judge_batch = judge.judge_batch

    def noted(plan: Any, batch: pa.RecordBatch, *others: Any) -> Any:
        seen.append(batch.num_rows)
        return judge_batch(plan, batch, *others)

    monkeypatch.setattr(judge, "judge_batch", noted)
    return seen


@pytest.fixture
def reports(report) -> list[dict[str, Any]]:
    """Reports of two forms, every fifth of which breaks a sum."""
    editions = ("2021", "2019")
    return [
        report(
            editions[number % 2],
            {"requests.granted.total": int(number % 5 == 0)},
            report_id=f"r{number:02}",
        )
        for number in range(COUNT)
    ]


def write(folder: Path, tables: list[pa.Table], **options: Any) -> Path:
    folder.mkdir()
    for number, table in enumerate(tables):
        pq.write_table(table, folder / f"{number:03}.parquet", **options)
    return folder


def told(result: Result) -> tuple[pa.Table, pa.Table, int]:
    return result.findings, result.coverage, result.reports


def each_alone(reports: list[dict[str, Any]]) -> list[pa.Table]:
    whole = export_table(reports)
    return [whole.slice(number, 1) for number in range(len(reports))]


def test_files_of_one_report_are_judged_by_form_in_one_batch(lint, reports, batches, tmp_path):
    result = lint(write(tmp_path / "many", each_alone(reports)))
    assert sorted(batches) == [COUNT // 2, COUNT // 2]
    batches.clear()
    assert told(result) == told(lint(export_table(reports)))


def test_files_without_statistics_are_judged_as_one_file_is(lint, reports, tmp_path):
    alone = each_alone(reports)
    folder = write(tmp_path / "many", alone, write_statistics=False)
    assert told(lint(folder)) == told(lint(export_table(reports)))


def test_a_file_that_lacks_a_column_is_kept_apart(lint, reports, batches, tmp_path):
    alone = each_alone(reports[::2])
    alone[3] = alone[3].drop_columns(["requests.granted.natural_person"])
    result = lint(write(tmp_path / "many", alone), select=["GIK303"])
    assert sorted(batches) == [1, len(alone) - 1]
    skipped = [row for row in result.coverage.to_pylist() if row["status"] == "skipped"]
    assert [(row["reason"], row["reports"]) for row in skipped] == [
        ("column missing: requests.granted.natural_person", 1)
    ]


def test_a_damaged_file_among_small_ones_is_named_and_the_rest_is_judged(lint, reports, tmp_path):
    folder = write(tmp_path / "many", each_alone(reports))
    (folder / "005.parquet").write_bytes(b"PAR1 this is none PAR1")
    result = lint(folder)
    assert result.reports == COUNT - 1
    assert [problem.problem.split(" cannot be read")[0] for problem in result.problems] == [
        str(folder / "005.parquet")
    ]


def test_a_file_whose_pages_are_damaged_is_named_and_the_rest_is_judged(lint, reports, tmp_path):
    options = {"write_page_checksum": True, "compression": "none"}
    folder = write(tmp_path / "many", each_alone(reports), **options)
    damaged = folder / "007.parquet"
    content = bytearray(damaged.read_bytes())
    content[content.index(b"r07")] ^= 1  # the report_id of the only report
    damaged.write_bytes(content)
    result = lint(folder)
    assert result.reports == COUNT - 1
    assert [problem.problem.split(" is damaged")[0] for problem in result.problems] == [
        str(damaged)
    ]


def test_small_batches_of_a_stream_are_judged_together(lint, reports, batches):
    whole = export_table(reports[::2])
    stream = pa.Table.from_batches(whole.to_batches(max_chunksize=1))
    result = lint(stream)
    assert batches == [len(whole)]
    assert told(result) == told(lint(whole))


def test_a_folder_of_more_files_than_the_system_lets_be_open_is_read(lint, reports, tmp_path):
    resource = pytest.importorskip("resource", reason="limits of open files are of POSIX systems")
    folder = write(tmp_path / "many", each_alone(reports) * 4)
    used = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 64
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (used + 32, limits[1]))
    try:
        result = lint(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert (result.reports, result.problems) == (COUNT * 4, ())


def test_batches_whose_dictionaries_cannot_be_joined_are_judged_one_by_one(lint, reports, batches):
    whole = export_table(reports[:2] * 100)
    place = whole.schema.get_field_index("publisher")
    parts = [
        whole.slice(start, 100).set_column(
            place,
            "publisher",
            pa.array([f"body {start + n}" for n in range(100)])
            .dictionary_encode()
            .cast(pa.dictionary(pa.int8(), pa.string())),
        )
        for start in (0, 100)
    ]
    result = lint(pa.concat_tables([part.replace_schema_metadata(None) for part in parts]))
    assert (batches, result.reports) == ([100, 100], 200)


def test_small_files_with_other_columns_of_texts_are_judged_as_each_alone(lint, reports, tmp_path):
    alone = each_alone(reports[:6:2])
    others = ["title", "raw_cells", "sections"]
    alone[1] = alone[1].drop_columns([name for name in others if name in alone[1].column_names])
    folder = write(tmp_path / "many", alone)
    result = lint(folder)
    assert result.problems == ()
    assert [row["report_id"] for row in result.findings.to_pylist()] == [
        row["report_id"] for table in alone for row in lint(table).findings.to_pylist()
    ]
    assert result.reports == len(alone)
