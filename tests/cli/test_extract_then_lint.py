"""Documents become an export, and the export is judged."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

pytest.importorskip("gikqa_documents", reason="the readers of gikqa-documents are not installed")

PUBLISHER = "青桐县人民政府办公室"
READER = """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ()


def read(path):
    text = path.read_text("utf-8")
    if text == "bad":
        raise gikqa.InputError("bad content", "内容不对")
    if text == "crash":
        raise KeyError("a slip of the reader")
    return {"report_id": path.stem, "publisher": text, "year": 2021}


@gikqa.hookimpl
def gikqa_readers():
    return [gikqa.Reader("plain", (".rep",), read)]
"""


@pytest.fixture
def found(gikqa):
    """The findings over table 3 of an export: id, rule, cells, observed, expected."""

    def found(path):
        outcome = gikqa("lint", path, "--select", "GIK3", "--format", "jsonl")
        assert outcome.code in (0, 1), outcome.stderr
        lines = [json.loads(line) for line in outcome.stdout.splitlines()]
        lines = [line for line in lines if "fingerprint" in line]
        names = ("report_id", "rule", "observed", "expected")
        return [tuple(line[name] for name in names) for line in lines]

    return found


@pytest.mark.parametrize("html", [False, True], ids=["text with tabs", "page"])
def test_a_sound_document_gives_an_export_without_findings(gikqa, found, folder, document, html):
    name = "sound.html" if html else "sound.txt"
    (folder / name).write_text(document(PUBLISHER, html=html), "utf-8")
    outcome = gikqa("extract", name, "-o", "out.parquet", "--lang", "en")
    assert (outcome.code, outcome.stdout) == (0, "")
    assert outcome.stderr.endswith("1 documents read into out.parquet; 0 unreadable\n")
    (row,) = pq.read_table("out.parquet").to_pylist()
    assert (row["publisher"], row["year"], row["edition"]) == (PUBLISHER, 2021, "2021")
    assert row["requests.new_received.total"] == 0
    assert found("out.parquet") == []


@pytest.mark.parametrize("html", [False, True], ids=["text with tabs", "page"])
def test_a_wrong_sum_in_a_document_is_found(gikqa, found, folder, document, unbalanced, html):
    name = "wrong.html" if html else "wrong.txt"
    (folder / name).write_text(document(PUBLISHER, html=html, **unbalanced), "utf-8")
    assert gikqa("extract", name, "-o", "out.parquet").code == 0
    assert found("out.parquet") == [("wrong", "GIK302", "3", "4")] * 2


def test_a_folder_is_read_with_everything_below_it(gikqa, folder, document):
    for name in ("a.txt", "deep/er/b.txt", "deep/c.html", "deep/notes.xyz"):
        path = folder / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(PUBLISHER, html=name.endswith("html")), "utf-8")
    assert gikqa("extract", "reports", "-o", "out.parquet").code == 0
    assert sorted(pq.read_table("out.parquet")["report_id"].to_pylist()) == ["a", "b", "c"]


def test_documents_of_one_name_get_ids_that_tell_them_apart(gikqa, folder, document):
    for name in ("2021/a.txt", "2022/a.txt", "b.txt", "b.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(document(PUBLISHER, html=name.endswith("html")), "utf-8")
    given = ("2021", "2022", "b.txt", "b.html")
    assert gikqa("extract", *given, "-o", "out.parquet").code == 0
    ids = pq.read_table("out.parquet")["report_id"].to_pylist()
    assert ids == ["2021/a", "2022/a", "b.txt", "b.html"]


def test_a_document_named_twice_is_read_once(gikqa, folder, document):
    (folder / "a.txt").write_text(document(PUBLISHER), "utf-8")
    assert gikqa("extract", "a.txt", ".", "a.txt", "-o", "out.parquet").code == 0
    assert pq.read_table("out.parquet")["report_id"].to_pylist() == ["a"]


def test_a_clean_extraction_is_silent_where_asked(gikqa, folder, document):
    (folder / "a.txt").write_text(document(PUBLISHER), "utf-8")
    outcome = gikqa("extract", "a.txt", "-o", "out.parquet", "--quiet")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "error: b.xyz: no reader for .xyz; installed:"),
        ("zh", "错误：b.xyz：没有能读取 .xyz"),
    ],
)
def test_a_document_of_another_kind_is_named_and_the_rest_goes_on(
    gikqa, folder, document, lang, said
):
    (folder / "a.txt").write_text(document(PUBLISHER), "utf-8")
    (folder / "b.xyz").write_text("?", "utf-8")
    outcome = gikqa("extract", "b.xyz", "a.txt", "-o", "out.parquet", "--lang", lang, "--quiet")
    assert outcome.code == 4
    assert outcome.stderr.startswith(said)
    assert pq.read_table("out.parquet")["report_id"].to_pylist() == ["a"]


def test_a_document_that_is_not_there_is_named_and_the_rest_goes_on(gikqa, folder, document):
    (folder / "a.txt").write_text(document(PUBLISHER), "utf-8")
    outcome = gikqa("extract", "no.txt", "a.txt", "-o", "out.parquet", "--lang", "en", "--quiet")
    assert outcome.code == 4
    assert outcome.stderr == "error: no.txt: there is no such file or folder\n"
    assert pq.read_table("out.parquet").num_rows == 1


def test_a_document_that_its_reader_refuses_is_named_and_the_rest_goes_on(gikqa, folder, install):
    install("gikqa-plain", READER)
    (folder / "bad.rep").write_text("bad", "utf-8")
    (folder / "good.rep").write_text(PUBLISHER, "utf-8")
    outcome = gikqa("extract", ".", "-o", "out.parquet", "--lang", "en", "--quiet")
    assert (outcome.code, outcome.stderr) == (4, "error: bad content\n")
    assert pq.read_table("out.parquet")["publisher"].to_pylist() == [PUBLISHER]


def test_a_reader_that_crashes_is_named_with_the_document_and_the_rest_goes_on(
    gikqa, folder, install
):
    install("gikqa-plain", READER)
    (folder / "a.rep").write_text("crash", "utf-8")
    (folder / "b.rep").write_text(PUBLISHER, "utf-8")
    outcome = gikqa("extract", ".", "-o", "out.parquet", "--lang", "en", "--quiet")
    assert outcome.code == 3
    assert outcome.stderr == (
        "error: a.rep: the reader 'plain' failed: KeyError: 'a slip of the reader'\n"
    )
    assert pq.read_table("out.parquet")["report_id"].to_pylist() == ["b"]


def test_nothing_readable_ends_with_4_and_writes_no_file(gikqa, folder):
    (folder / "b.xyz").write_text("?", "utf-8")
    outcome = gikqa("extract", "b.xyz", "-o", "out.parquet", "--lang", "en")
    assert (outcome.code, outcome.stdout) == (4, "")
    assert "no document could be read" in outcome.stderr
    assert not (folder / "out.parquet").exists()


def test_without_any_reader_the_missing_plugin_is_named(gikqa, folder, monkeypatch):
    monkeypatch.setattr("gikqa._plugins.find_plugins.entry_points", lambda **group: ())
    (folder / "a.txt").write_text("x", "utf-8")
    outcome = gikqa("extract", "a.txt", "-o", "out.parquet", "--lang", "en")
    assert outcome.code == 4
    assert "install gikqa-documents" in outcome.stderr


def test_an_export_that_cannot_be_written_ends_with_2(gikqa, folder, document):
    (folder / "a.txt").write_text(document(PUBLISHER), "utf-8")
    outcome = gikqa("extract", "a.txt", "-o", "nowhere/out.parquet", "--lang", "en", "--quiet")
    assert outcome.code == 2
    assert outcome.stderr.startswith("error: cannot write nowhere/out.parquet")
