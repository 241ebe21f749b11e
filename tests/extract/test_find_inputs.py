"""What is a document and what is left to the reader of exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from gikqa import Reader, UsageError
from gikqa._documents.inputs import Found, find_inputs

READERS = [Reader("notes", (".txt", ".html"), lambda path: {"report_id": path.stem})]


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Make empty files in the current folder."""
    monkeypatch.chdir(tmp_path)

    def files(*names):
        for name in names:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).touch()

    return files


def test_what_no_reader_takes_is_for_the_reader_of_exports(files):
    files("a.parquet", "empty/b.csv")
    given = ["a.parquet", "empty", "nowhere.txt", 7]
    assert find_inputs(given, READERS) == Found([], given)
    assert find_inputs(["a.txt"], []) == Found([], ["a.txt"])


def test_a_document_that_no_reader_takes_is_an_error_in_its_place(files):
    files("b.pdf", "only/c.pdf")
    found = find_inputs(["b.pdf", "only"], READERS)
    assert found.documents == []
    assert [str(one) for one in found.exports] == [
        f"{name} is a document, and no plugin that reads .pdf is installed: "
        "pip install gikqa-documents"
        for name in ("b.pdf", "only/c.pdf")
    ]


def test_a_document_is_found_once_by_name_by_folder_and_by_glob(files):
    files("in/a.txt", "in/deep/B.HTML")
    found = find_inputs(["in/a.txt", [Path("in")], "in/*.txt"], READERS)
    assert found == Found([Path("in/a.txt"), Path("in/deep/B.HTML")], [])
    assert list(found.files()) == found.documents


def test_documents_beside_an_export_are_counted_and_not_read(files):
    files("in/a.txt", "in/b.txt", "in/deep/c.parquet")
    found = find_inputs("in", READERS)
    assert found == Found([], ["in"], {Path("in"): 2})
    assert list(found.files()) == [Path("in/deep/c.parquet")]


def test_hidden_files_files_of_open_documents_and_links_are_no_documents(files):
    files("in/.a.txt", "in/~$b.txt", "in/.git/c.txt", "out/d.txt", "in/e.txt")
    Path("in/f.txt").symlink_to("e.txt")
    Path("in/g").symlink_to("../out", target_is_directory=True)
    assert find_inputs("in", READERS).documents == [Path("in/e.txt")]


def test_for_documents_alone_a_folder_of_exports_is_searched_and_each_file_is_read(files):
    files("in/a.txt", "in/b.parquet", "c.pdf")
    found = find_inputs(["in", "c.pdf", "i*/a.t?t", "gone"], READERS, only_documents=True)
    assert found == Found([Path("in/a.txt"), Path("c.pdf"), Path("gone")], [])


def test_an_empty_text_is_refused_wherever_it_is_given():
    for given in ("", ["a.txt", [""]]):
        with pytest.raises(UsageError, match="a path is empty"):
            find_inputs(given, READERS)
