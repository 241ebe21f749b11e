"""Files of other formats, under the suffix of Word documents and under their own."""

from __future__ import annotations

import pytest
from refusals import refusal

from gikqa_documents import gikqa_readers
from gikqa_documents.files.docx import package as docx_package
from gikqa_documents.files.refused import OLE2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (bytes(5000), "empty"),
        (OLE2 + bytes(600), "an old Word or WPS document (.doc, .wps); save it as .docx or PDF"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"%PDF-1.7", "a PDF; rename"),
        (b"{\\rtf1", "an RTF document; save it as .docx or PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\r\n<!DOCTYPE HTML><html>", "a web page; rename it to .html"),
        ("正文".encode(), "no Word document"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
    ],
)
def test_other_files_with_the_suffix_are_named(data, said, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert said in refusal(path)


def test_a_file_too_large_missing_or_left_by_word_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(docx_package, "LARGEST_FILE", 10)
    for name, data, said in (("a.docx", bytes(11), "50 MB"), ("~$a.docx", b"x", "is open")):
        path = tmp_path / name
        path.write_bytes(data)
        assert said in refusal(path)
    assert "cannot be read" in refusal(tmp_path / "none.docx")


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE2 + bytes(600), "an old Word or WPS document"),
        (b"anything", "an old Word or WPS document"),
        (OLE2 + "Workbook".encode("utf-16-le"), "an Excel workbook"),
        (b"{\\rtf1", "an RTF document"),
        (b"<html>", "rename it to .html"),
        (b"PK\x03\x04", "rename it to .docx"),
        (b"BM", "a picture"),
    ],
)
def test_old_formats_are_refused_with_the_remedy(suffix, data, said, tmp_path):
    (reader,) = [reader for reader in gikqa_readers() if suffix in reader.suffixes]
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    assert said in refusal(path, reader.read)
    assert "cannot be read" in refusal(tmp_path / f"none{suffix}", reader.read)


def test_formats_that_folders_hold_for_other_reasons_have_no_reader():
    taken = {suffix for reader in gikqa_readers() for suffix in reader.suffixes}
    assert {".docx", ".doc", ".wps"} <= taken
    assert not taken & {".rtf", ".xls", ".xlsx", ".ofd", ".jpg", ".png"}
