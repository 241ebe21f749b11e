"""Word files that are damaged, disguised, or made to do harm: one sentence, or what they print."""

from __future__ import annotations

import contextlib
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from refusals import refusal

from gikqa import InputError
from gikqa.editions import load_editions
from gikqa.testing.documents import narrative, write
from gikqa.testing.valid import valid_cells
from gikqa_documents.files.docx import package as docx_package
from gikqa_documents.files.docx.word_blocks import read_word
from gikqa_documents.files.refused import OLE2
from gikqa_documents.readers import read_docx

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LINE = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"
ROOT = '<Relationship Id="a" Type="{0}/officeDocument" Target="word/document.xml"/>'

Make = Callable[..., Path]


def document_of(body: str, before: str = "") -> bytes:
    return (
        f'{before}<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'.encode()
    )


def relations_of(inner: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'.encode()


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A file of parts: name → bytes; the text and its relation are there unless replaced."""

    def make(parts: dict[str, bytes] | None = None, packed: int = ZIP_DEFLATED) -> Path:
        given = {"_rels/.rels": relations_of(ROOT.format(OFFICE)),
                 "word/document.xml": document_of(LINE), **(parts or {})}  # fmt: skip
        path = tmp_path / "a.docx"
        with ZipFile(path, "w", packed) as archive:
            for name, data in given.items():
                archive.writestr(name, data)
        return path

    return make


def test_a_file_of_the_least_parts_is_read(make):
    assert [block.text for block in read_word(make()).blocks] == ["正文"]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"word/vbaProject.bin": OLE2 + b"macro"}, id="macros"),
        pytest.param({"word/media/image1.bmp": bytes(30_000_000)}, id="a white picture"),
        pytest.param(
            {"word/_rels/document.xml.rels": relations_of(
                f'<Relationship Id="a" Type="{OFFICE}/image" Target="NULL"/>'
                f'<Relationship Id="b" Type="{OFFICE}/styles" Target="../../../etc/passwd"/>'
                f'<Relationship Id="c" Type="{OFFICE}/numbering" Target="file:///etc/passwd"/>')},
            id="links that lead nowhere",
        ),
        pytest.param(
            {"word/_rels/document.xml.rels": relations_of(
                f'<Relationship Id="a" Type="{OFFICE}/styles" TargetMode="External" '
                'Target="http://127.0.0.1:9/styles.xml"/>')},
            id="styles on another machine",
        ),
        pytest.param({"../../evil.txt": b"x", "/etc/evil": b"x"}, id="names that climb out"),
        pytest.param(
            {"word/document.xml": document_of(LINE).replace(
                NAMESPACE.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")},
            id="the strict variant of the format",
        ),
        pytest.param({"word/document.xml": document_of(LINE).decode().encode("utf-16")},
                     id="UTF-16"),
        pytest.param({"word/document.xml": document_of(f"<!-- no --><?no no?>{LINE}")},
                     id="comments and instructions"),
    ],
)  # fmt: skip
def test_what_is_no_text_does_no_harm(parts, make):
    assert [block.text for block in read_word(make(parts)).blocks] == ["正文"]


def test_names_with_backslashes_and_capitals_are_found(make, tmp_path):
    path = tmp_path / "b.docx"
    with ZipFile(path, "w") as archive:
        archive.writestr("_rels\\.rels", relations_of(ROOT.format(OFFICE)))
        archive.writestr("Word\\Document.xml", document_of(LINE))
    assert len(read_word(path).blocks) == 1


ENTITIES = "<!DOCTYPE w:document [<!ENTITY a '正文'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
FILE = "<!DOCTYPE w:document [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param({"word/document.xml": document_of("&b;", ENTITIES)}, "XML entities", id="dtd"),
        pytest.param({"word/document.xml": document_of("&a;", FILE)}, "XML entities", id="file"),
        pytest.param(
            {"word/document.xml": document_of("&a;", FILE).decode().encode("utf-16")},
            "XML entities", id="dtd in UTF-16",
        ),
        pytest.param({"_rels/.rels": FILE.encode() + relations_of("")}, "XML entities", id="rels"),
        pytest.param({"word/document.xml": document_of(LINE)[:-9]}, "damaged", id="cut off"),
        pytest.param({"word/document.xml": b"<html/>"}, "damaged", id="another root"),
        pytest.param({"word/document.xml": b'<?xml version="1.0" encoding="x"?><a/>'}, "damaged",
                     id="an encoding that nobody knows"),
        pytest.param({"word/document.xml": document_of("<w:p>" * 5000 + "</w:p>" * 5000)},
                     "damaged", id="nesting"),
        pytest.param({"word/document.xml": document_of("<w:p/>")}, "no text", id="no text"),
        pytest.param({"_rels/.rels": b"<"}, "damaged", id="broken relations"),
        pytest.param({"WORD/document.xml": b"<a/>"}, "damaged", id="two parts of one name"),
        pytest.param({"_rels/.rels": relations_of("")}, "a zip archive", id="no document"),
        pytest.param({"_rels/.rels": relations_of(""), "xl/workbook.xml": b""}, "an Excel workbook",
                     id="a workbook"),
        pytest.param({"_rels/.rels": relations_of(""), "OFD.xml": b""}, "an OFD document",
                     id="an OFD"),
        pytest.param({"word/document.xml": document_of(LINE + "<w:p/>" * 1_000_000)},
                     "packed more than 200 times", id="dense"),
        pytest.param({"word/document.xml": document_of(LINE + " " * 20_000_000)},
                     "more than 20 MB of text", id="a part too large"),
        pytest.param({f"x{n}": b"" for n in range(docx_package.MOST_ENTRIES)},
                     "more than 5000 files", id="too many files"),
    ],
)  # fmt: skip
def test_harm_is_refused_in_one_sentence(parts, said, make):
    assert said in refusal(make(parts))


def test_the_sizes_of_all_parts_are_added_up(make, monkeypatch):
    monkeypatch.setattr(docx_package, "LARGEST_TOTAL", 10_000)
    assert "500 MB when unpacked" in refusal(make({"a": bytes(5_000), "b": bytes(5_000)}))


def test_a_packing_that_the_standard_does_not_allow_is_refused(make):
    assert "damaged" in refusal(make(packed=ZIP_BZIP2))


def test_a_protected_entry_is_refused(make):
    data = bytearray(make(packed=ZIP_STORED).read_bytes())
    for at in (m.start() for m in re.finditer(b"PK\x01\x02", data)):
        data[at + 8] |= 1
    path = make()
    path.write_bytes(data)
    assert "password" in refusal(path)


def test_a_false_size_costs_no_more_than_was_declared(make):
    data = bytearray(make({"word/document.xml": document_of(LINE + " " * 900_000)}).read_bytes())
    at = data.rindex(b"word/document.xml") - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path = make()
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_tables_beyond_any_report_are_refused(make):
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 100 + "</w:tr>"
    path = make({"word/document.xml": document_of(f"<w:tbl>{row * 201}</w:tbl>")})
    assert "20,100 table cells" in refusal(path)


def test_more_elements_than_any_report_has_are_refused(make, monkeypatch):
    monkeypatch.setattr(docx_package, "MOST_ELEMENTS", 10)
    assert read_word(make({"word/document.xml": document_of(LINE * 2)})).blocks
    path = make({"word/document.xml": document_of(LINE * 3)})
    assert "more than 10 elements" in refusal(path)


@pytest.mark.parametrize(
    "wrap",
    [
        "<w:ins>{}</w:ins>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>",
    ],
)  # fmt: skip
def test_the_deepest_nesting_that_the_parser_allows_is_survived(wrap, make):
    before, after = wrap.split("{}")
    depth = 245 // before.count("<")
    body = before * depth + LINE + after * depth
    assert "正文" in str(read_word(make({"word/document.xml": document_of(body)})).blocks)


def test_a_damaged_byte_gives_a_record_or_a_sentence(tmp_path):
    edition = load_editions()["2021"]
    row = {**narrative(edition, Random(1)), **valid_cells(edition, Random(1))}
    stored = BytesIO()
    with ZipFile(BytesIO(write(row, "docx-plain"))) as source, ZipFile(stored, "w") as target:
        for name in ("_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels"):
            target.writestr(name, source.read(name))
    chance, path = Random(20), tmp_path / "a.docx"
    outcomes = set()
    for turn in range(300):
        # Packed, a damaged byte mostly breaks a checksum; the XML itself is damaged below it.
        if turn % 3:
            parts = _damaged_parts(stored.getvalue(), chance)
            path.write_bytes(parts)
        else:
            data = bytearray(stored.getvalue())
            data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(data)
        with contextlib.suppress(InputError), warnings.catch_warnings():
            warnings.simplefilter("error")
            outcomes.add(type(read_docx(path)))
    assert outcomes == {dict}


def _damaged_parts(data: bytes, chance: Random) -> bytes:
    written = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(written, "w") as target:
        damaged = chance.choice(source.namelist())
        for name in source.namelist():
            part = bytearray(source.read(name))
            if name == damaged:
                for _ in range(chance.randint(1, 3)):
                    part[chance.randrange(len(part))] = chance.choice(b'<>/"= 019azw:&\xe4\x00')
            target.writestr(name, bytes(part))
    return written.getvalue()


def test_the_work_grows_with_the_document_and_not_faster(make):
    def calls(count: int) -> int:
        path = make({"word/document.xml": document_of(LINE * count)})
        counted: Counter[str] = Counter()
        sys.setprofile(lambda frame, event, argument: counted.update([event]))
        try:
            read_word(path)
        finally:
            sys.setprofile(None)
        return counted["call"] + counted["c_call"]

    calls(10)
    assert calls(2_000) < 3 * calls(1_000)
