"""`gikqa facts` writes what exports and documents say, with the exit codes of lint."""

from __future__ import annotations

import csv
import io
import json
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import gikqa as library
from gikqa.editions import load_editions
from gikqa.testing.documents import STYLES, narrative, write

pytest.importorskip("gikqa_documents", reason="the readers of gikqa-documents are not installed")

TEXT = "全年共收到政府信息公开申请12件，其中信函7件、邮件5件，办结率达91.67%。"


@pytest.fixture
def export(folder, told):
    """Write reports as an export and give its path."""

    def export(*texts, name="export.parquet", rows=None):
        path = folder / name
        pq.write_table(told(*texts).slice(0, rows), path)
        return path

    return export


def test_an_export_without_facts_is_no_error_and_writes_the_columns_alone(gikqa, export):
    outcome = gikqa("facts", export("没有要说的。"), "--format", "csv")
    assert (outcome.code, outcome.stderr) == (0, "")
    head, *rows = csv.reader(io.StringIO(outcome.data.decode("utf-8-sig")))
    assert rows == []
    assert head == library.facts("export.parquet").schema.names


def test_facts_are_json_lines_on_stdout(gikqa, export):
    outcome = gikqa("facts", export("", TEXT))
    assert (outcome.code, outcome.stderr) == (0, "")
    rows = [json.loads(line) for line in outcome.stdout.splitlines()]
    assert [(row["report_id"], row["kind"], row["text"]) for row in rows] == [
        ("r2", "count", "12件"),
        ("r2", "list", "12件，其中信函7件、邮件5件，办结率达91.67%"),
        ("r2", "count", "7件"),
        ("r2", "count", "5件"),
        ("r2", "share", "91.67%"),
    ]
    assert '"decimal": 91.67, ' in outcome.stdout
    assert '"items_sum": 12, ' in outcome.stdout


@pytest.mark.parametrize("name", ["out.parquet", "out.csv", "out.jsonl"])
def test_the_format_follows_the_suffix_and_every_format_holds_the_same(gikqa, export, folder, name):
    path = export(TEXT)
    assert gikqa("facts", path, "-o", name).code == 0
    whole = library.facts(path).read_all()
    content = (folder / name).read_bytes()
    if name.endswith("parquet"):
        assert pq.read_table(name).equals(whole)
    elif name.endswith("csv"):
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert [row["text"] for row in rows] == whole["text"].to_pylist()
        assert [row["decimal"] for row in rows] == ["", "", "", "", "91.67"]
        assert [row["closed"] for row in rows] == ["", "true", "", "", ""]
    else:
        rows = [json.loads(line) for line in content.splitlines()]
        assert [row["value"] for row in rows] == whole["value"].to_pylist()


def test_what_was_written_is_no_export_and_may_be_replaced(gikqa, export):
    path = export(TEXT)
    assert gikqa("facts", path, "-o", "out.parquet").code == 0
    outcome = gikqa("facts", "out.parquet", "--lang", "en")
    assert outcome.code == 4
    assert "out.parquet is an output of gikqa, not an export" in outcome.stderr
    assert gikqa("facts", path, "-o", "out.parquet").code == 0
    assert gikqa("facts", path, "-o", path).code == 2


def test_facts_left_in_a_folder_do_not_stop_the_next_run(gikqa, export, folder):
    export(TEXT)
    first = gikqa("facts", folder, "-o", folder / "facts.parquet")
    second = gikqa("facts", folder, "-o", folder / "facts.parquet")
    assert (first.code, second.code, second.stderr) == (0, 0, "")


@pytest.mark.parametrize("style", ["word", "page"])
def test_a_document_gives_the_facts_of_its_narrative(gikqa, folder, style):
    suffix = {"word": ".docx", "page": ".html"}[style]
    form = load_editions()["2021"]
    row = {"report_id": "r1", **dict.fromkeys(form.cells, 0), **narrative(form, Random(1))}
    row["sections"] = [
        {**one, "text": TEXT if one["number"] == 1 else one["text"]} for one in row["sections"]
    ]
    name = next(name for name, one in STYLES.items() if one.suffix == suffix)
    (folder / f"r1{suffix}").write_bytes(write(row, name))
    outcome = gikqa("facts", f"r1{suffix}", "--quiet")
    assert outcome.code == 0
    rows = [json.loads(line) for line in outcome.stdout.splitlines()]
    assert [
        (row["publisher"], row["year"], row["text"], row["value"])
        for row in rows
        if row["section"] == 1 and row["kind"] == "count"
    ] == [(rows[0]["publisher"], row["year"], f"{n}件", n) for n in (12, 7, 5)]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "error: bare.parquet has no narratives, and facts are read in them: it lacks the "
            "column 'sections'; `gikqa schema` prints what it holds\n",
        ),
        (
            "zh",
            "错误：bare.parquet 没有正文，而事实取自正文：缺少列 'sections'；"
            "其内容见 `gikqa schema`\n",
        ),
    ],
)
def test_an_export_without_narratives_is_said_in_one_sentence(gikqa, folder, told, lang, said):
    pq.write_table(told("").drop_columns(["sections"]), folder / "bare.parquet")
    outcome = gikqa("facts", "bare.parquet", "-o", "out.csv", "--lang", lang)
    assert (outcome.code, outcome.stderr) == (4, said)
    assert not (folder / "out.csv").exists()


def test_a_column_of_narratives_of_a_wrong_type_is_named(gikqa, folder, told):
    table = told("").drop_columns(["sections"]).append_column("sections", pa.array(["收到2件。"]))
    pq.write_table(table, folder / "wrong.parquet")
    outcome = gikqa("facts", "wrong.parquet", "--lang", "en")
    assert outcome.code == 4
    assert "column 'sections' is string, expected list<struct<number, heading, text>>" in (
        outcome.stderr
    )


def test_an_empty_export_has_no_reports_to_read(gikqa, export, folder):
    outcome = gikqa("facts", export("", rows=0), "-o", "out.jsonl", "--lang", "en")
    assert outcome.code == 4
    assert outcome.stderr == (
        "error: there are no reports: the input is empty, or a stream that was read before\n"
    )
    assert not (folder / "out.jsonl").exists()


def test_one_bad_input_costs_no_other(gikqa, export, folder):
    (folder / "bad.parquet").write_bytes(b"PAR1 no, it is not")
    outcome = gikqa("facts", "bad.parquet", export(TEXT), "none.parquet", "--lang", "en")
    assert outcome.code == 4
    assert len(outcome.stdout.splitlines()) == 5
    first, last = outcome.stderr.splitlines()
    assert first.startswith("error: bad.parquet cannot be read as Parquet")
    assert last == "error: none.parquet: there is no such file or folder"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--format", "xml"), "unknown format `xml`: known are parquet, jsonl, csv"),
        (("-o", "out.sarif"), "unknown format `sarif`: known are parquet, jsonl, csv"),
        (("--jobs", "0"), "jobs is 0, expected at least 1"),
        (("-o", ""), "the name of the output is empty"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_read(gikqa, args, said):
    outcome = gikqa("facts", "none.parquet", *args, "--lang", "en")
    assert outcome.code == 2
    assert said in outcome.stderr


def test_three_processes_write_the_same_bytes_as_one(gikqa, folder, told, monkeypatch):
    monkeypatch.setattr("gikqa._facts.read_facts._MANY", 2)
    monkeypatch.setattr("gikqa._facts.read_facts._ROWS", 3)
    texts = [f"第{n}件事：收到申请{n}件，占{n}.5%。" * (n % 5) for n in range(1, 40)]
    pq.write_table(told(*texts), folder / "in.parquet")
    for name in ("out.parquet", "out.jsonl", "out.csv"):
        written = set()
        for jobs in ("1", "3"):
            outcome = gikqa("facts", "in.parquet", "-o", name, "--jobs", jobs)
            assert (outcome.code, outcome.stderr) == (0, "")
            written.add((folder / name).read_bytes())
        assert len(written) == 1


def test_facts_of_a_batch_whose_process_was_ended_are_read_here(folder, told, monkeypatch):
    from gikqa._processes import WorkerError

    def ended(*_):
        raise WorkerError(-9, ready=True, doing=None)

    table = told(*[f"收到申请{n}件。" for n in range(9)])
    whole = library.facts(table, jobs=1).read_all()
    monkeypatch.setattr("gikqa._facts.read_facts._MANY", 2)
    monkeypatch.setattr("gikqa._facts.read_facts._ROWS", 3)
    monkeypatch.setattr("gikqa._processes.Workers.ask", ended)
    assert library.facts(table, jobs=2).read_all().equals(whole)


def test_no_more_than_a_few_batches_are_read_ahead(told, monkeypatch):
    monkeypatch.setattr("gikqa._facts.read_facts._ROWS", 1)
    table = told(*[f"收到申请{n}件。" for n in range(50)])
    taken = []

    def batches():
        for batch in table.to_batches(max_chunksize=1):
            taken.append(batch)
            yield batch

    reader = library.facts(pa.RecordBatchReader.from_batches(table.schema, batches()), jobs=1)
    assert reader.read_next_batch()["value"].to_pylist() == [0]
    assert len(taken) < 10
    assert reader.read_all().num_rows == 49


def test_a_program_gets_an_error_and_not_a_part(folder, told):
    (folder / "bad.parquet").write_bytes(b"no")
    pq.write_table(told(TEXT), folder / "good.parquet")
    with pytest.raises(library.InputError, match=r"bad\.parquet cannot be read as Parquet"):
        library.facts(["good.parquet", "bad.parquet"], jobs=1).read_all()
    with pytest.raises(library.UsageError, match="progress"):
        library.facts("good.parquet", progress=3)
    seen = []
    library.facts("good.parquet", progress=lambda *done: seen.append(done)).read_all()
    assert seen == [(1, 1)]
