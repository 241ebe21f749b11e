"""Documents are judged directly: a file, a folder, a glob, from the command line and in Python."""

from __future__ import annotations

import json

import pytest

import gikqa as library
from gikqa.errors import InputError

pytest.importorskip("gikqa_documents", reason="the readers of gikqa-documents are not installed")

PUBLISHER = "青桐县人民政府办公室"
QUIET = ("--quiet", "--select", "GIK3", "--format", "jsonl")


@pytest.fixture
def found(gikqa):
    """Exit code, and (report, rule) of the findings over table 3."""

    def found(*paths):
        outcome = gikqa("lint", *paths, *QUIET)
        lines = [json.loads(line) for line in outcome.stdout.splitlines()]
        return outcome.code, [(li["report_id"], li["rule"]) for li in lines if "fingerprint" in li]

    return found


@pytest.mark.parametrize("name", ["sound.html", "sound.htm", "sound.txt", "sound.md"])
def test_a_sound_document_has_no_findings(found, folder, document, name):
    (folder / name).write_text(document(PUBLISHER, html=".htm" in name), "utf-8")
    assert found(name) == (0, [])


@pytest.mark.parametrize("name", ["wrong.html", "wrong.txt"])
def test_a_wrong_sum_in_a_document_is_found_without_an_export(
    found, folder, document, unbalanced, name
):
    text = document(PUBLISHER, html=name.endswith("html"), **unbalanced)
    (folder / name).write_text(text, "utf-8")
    assert found(name) == (1, [("wrong", "GIK302")] * 2)
    assert sorted(path.name for path in folder.iterdir()) == [name]


def test_the_library_takes_a_document_like_an_export(folder, document, unbalanced):
    (folder / "wrong.html").write_text(document(PUBLISHER, html=True, **unbalanced), "utf-8")
    for given in ("wrong.html", folder / "wrong.html", ["wrong.html"], "*.html", str(folder)):
        result = library.lint(given, select=["GIK3"])
        assert result.reports == 1
        assert result.findings["rule"].to_pylist() == ["GIK302", "GIK302"]


def test_a_folder_of_documents_is_read_with_everything_below_it(
    found, folder, document, unbalanced
):
    for name in ("in/a.txt", "in/deep/b.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = document(PUBLISHER, html=name.endswith("html"), **unbalanced)
        (folder / name).write_text(text, "utf-8")
    assert found("in") == (1, [("a", "GIK302")] * 2 + [("b", "GIK302")] * 2)


def test_documents_of_one_name_are_told_apart(found, folder, document, unbalanced):
    for name in ("x/a.txt", "y/a.txt"):
        (folder / name).parent.mkdir()
        (folder / name).write_text(document(PUBLISHER, **unbalanced), "utf-8")
    code, findings = found("x", "y/a.txt")
    assert (code, sorted(set(findings))) == (1, [("x/a", "GIK302"), ("y/a", "GIK302")])


def test_of_documents_and_parquet_in_one_folder_parquet_wins_and_that_is_said(
    gikqa, folder, document, unbalanced, export, report
):
    export(report(), name="in/export.parquet")
    (folder / "in" / "wrong.txt").write_text(document(PUBLISHER, **unbalanced), "utf-8")
    outcome = gikqa("lint", "in", "--select", "GIK3", "--lang", "en")
    assert outcome.code == 0
    assert outcome.stderr == (
        "in: note: holds a Parquet export, and only that is judged; 1 documents are not read\n"
    )


def test_an_export_and_a_document_are_judged_together(
    found, folder, document, unbalanced, export, report
):
    export(report("r1"), name="export.parquet")
    (folder / "wrong.txt").write_text(document(PUBLISHER, **unbalanced), "utf-8")
    assert found("export.parquet", "wrong.txt") == (1, [("wrong", "GIK302")] * 2)


def test_notes_of_the_reading_go_to_stderr_unless_quiet(gikqa, folder, document):
    (folder / "a.txt").write_text(document(PUBLISHER), "utf-8")
    loud = gikqa("lint", "a.txt", "--select", "GIK3", "--lang", "en")
    assert loud.stderr == "a.txt: note: publisher: read from the title\n"
    assert "note" not in loud.stdout
    assert gikqa("lint", "a.txt", "--select", "GIK3", "--quiet").stderr == ""


def test_a_document_that_cannot_be_read_is_named_and_the_rest_is_judged(
    gikqa, folder, document, unbalanced
):
    (folder / "bad.txt").write_bytes(b"\x00" * 100)
    (folder / "wrong.txt").write_text(document(PUBLISHER, **unbalanced), "utf-8")
    outcome = gikqa("lint", "bad.txt", "wrong.txt", *QUIET, "--lang", "en")
    assert outcome.code == 4
    assert "bad.txt" in outcome.stderr
    assert outcome.stdout.count('"GIK302"') >= 2


def test_nothing_but_unreadable_documents_is_an_input_error(folder):
    (folder / "bad.txt").write_bytes(b"\x00" * 100)
    with pytest.raises(InputError, match=r"bad\.txt"):
        library.lint("bad.txt")


def test_a_reader_that_fails_makes_the_answer_incomplete(gikqa, folder, document, install):
    install(
        "gikqa-plain",
        "import gikqa\nGIKQA_API = 1\nGIKQA_PREFIXES = ()\n"
        "def read(path):\n    raise KeyError('slip')\n"
        "@gikqa.hookimpl\ndef gikqa_readers():\n"
        "    return [gikqa.Reader('plain', ('.rep',), read)]\n",
    )
    (folder / "a.rep").write_text("x", "utf-8")
    (folder / "a.txt").write_text(document(PUBLISHER), "utf-8")
    outcome = gikqa("lint", "a.rep", "a.txt", *QUIET, "--lang", "en")
    assert outcome.code == 3
    assert "the reader 'plain' failed: KeyError: 'slip'" in outcome.stderr


def test_a_document_without_any_reader_names_the_distribution_that_has_one(
    gikqa, folder, monkeypatch
):
    monkeypatch.setattr("gikqa._plugins.find_plugins.entry_points", lambda **group: ())
    (folder / "report.html").write_text("<p>年度报告", "utf-8")
    outcome = gikqa("lint", "report.html", "--lang", "en")
    assert outcome.code == 4
    assert outcome.stderr == (
        "error: report.html is a document, and no plugin that reads .html is installed: "
        "pip install gikqa-documents\n"
    )


DOUBTING = """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ()


def read(path):
    row = {f"requests.{key}.natural_person": 0 for key in ("carried_in", "total_concluded")}
    doubt = gikqa.reading_doubt("requests", "digits-confused", ["requests.new_received.total"])
    return {
        **row, "report_id": path.stem, "publisher": "甲县人民政府", "year": 2021,
        "requests.new_received.natural_person": 7, "requests.carried_out.natural_person": 1,
        "extraction": {"tool": "scans", "version": "1", "notes": [], "doubts": [doubt]},
    }


@gikqa.hookimpl
def gikqa_readers():
    return [gikqa.Reader("scans", (".rep",), read)]
"""


def test_what_a_reader_of_a_plugin_doubts_is_written_and_judged(gikqa, folder, install):
    install("gikqa-scans", DOUBTING)
    (folder / "a.rep").write_text("x", "utf-8")
    assert gikqa("extract", "a.rep", "-o", "a.parquet", "--quiet").code == 0
    direct, stored = (
        [json.loads(line) for line in gikqa("lint", name, *QUIET).stdout.splitlines()]
        for name in ("a.rep", "a.parquet")
    )
    assert direct == stored
    [finding] = [line for line in stored if line.get("rule") == "GIK302" and "cause" in line]
    assert (finding["cause"], finding["confidence"]) == ("reading", "hint")
    assert finding["params"]["misreading"] == "digits-confused"
