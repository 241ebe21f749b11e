"""Open a .docx file without trusting it.

A .docx is a zip archive of XML. Only its text, its styles and its numbering are ever unpacked: no
picture, macro, header, embedded file or link. What the limits below allow has been parsed in less
than 1 GB; a report has about 1 MB of text with its markup.
"""

from __future__ import annotations

import posixpath
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import docx
from lxml import etree
from lxml.etree import _Element

from gikqa import InputError
from gikqa_documents.files.docx.markup import BODY, W
from gikqa_documents.files.refused import (
    ZIP_MAGIC,
    refuse,
    sentence_of,
    sentence_of_archive,
    unreadable,
)

LARGEST_FILE = 50_000_000
"""Bytes of the file; the same as for text and pages."""
MOST_ENTRIES = 5_000
"""Files in the archive; a report with a picture on every page has some hundred."""
LARGEST_TOTAL = 500_000_000
"""Bytes of all files in the archive, unpacked; pictures count, though they are not unpacked."""
LARGEST_PART = 20_000_000
"""Bytes of a part that is parsed."""
MOST_RATIO = 200
"""Unpacked to packed size of a part that is parsed. Word's XML comes to 5-30, the most is 1032."""
FREE_OF_RATIO = 1_000_000
"""Unpacked bytes of a part up to which MOST_RATIO does not apply."""
MOST_ELEMENTS = 500_000
"""Elements of the text; a report has about ten thousand. The worst arrangement of 500,000 takes ten
seconds."""

_ENTRY = b"PK\x01\x02"
_COUNT = etree.XPath("count(//*)")
_DOCTYPE = "<!DOCTYPE"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = ("styles", "numbering")


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts of a Word document that print a report; styles and numbering may be missing."""

    body: _Element
    styles: _Element | None
    numbering: _Element | None


def open_word(path: Path) -> WordParts:
    """The parts of a .docx file.

    Raises InputError for what is no .docx, is protected, damaged, or larger than the limits.
    """
    data = _load(path)
    # Counted before the archive is opened: a million empty entries fit into 50 MB.
    if data.count(_ENTRY) > MOST_ENTRIES:
        _too_large(path, f"more than {MOST_ENTRIES} files in it", f"内含超过 {MOST_ENTRIES} 个文件")
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = _parts(path, archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        # ValueError: offsets before the start of the file, names in no encoding.
        raise _damaged(path) from error
    try:
        return _parsed(path, parts)
    except (etree.LxmlError, ValueError) as error:
        # ValueError: the declared encoding is unknown.
        raise _damaged(path) from error


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            _too_large(path, "larger than 50 MB", "大于 50 MB")
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if not data.strip(b"\0"):
        raise InputError(
            f"{path}: the file is empty; give a file with the text of a report",
            f"{path}：文件是空的；请提供有报告内容的文件",
        )
    if path.name.startswith("~$"):
        raise InputError(
            f"{path}: Word's note that a document is open; close the document and delete this file",
            f"{path}：这是 Word 打开文档时的临时文件；请关闭文档并删除该文件",
        )
    if not data.startswith(ZIP_MAGIC):
        said = sentence_of(data)
        if said is not None:
            refuse(path, said)
        raise InputError(
            f"{path}: no Word document, whatever its name says; open it and save it as .docx",
            f"{path}：不是 Word 文档；请打开后另存为 .docx",
        )
    return data


def _parts(path: Path, archive: ZipFile) -> dict[str, bytes]:
    """The text, and where they exist the styles and the numbering."""
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        _too_large(path, "more than 500 MB when unpacked", "解压后大于 500 MB")
    # Some programs write backslashes, or capitals that differ from those in the references.
    by_name = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
    if len(by_name) != len(entries):
        raise _damaged(path)  # two parts of one name: programs do not agree on which one counts

    def read(name: str) -> bytes | None:
        entry = by_name.get(name.lower())
        return None if entry is None else _unpack(path, archive, entry)

    main = _targets(path, read("_rels/.rels"), "").get("officeDocument")
    folder, _, name = (main or "").rpartition("/")
    text = read(main) if main else None
    if text is None or folder.lower() in ("xl", "ppt"):
        refuse(path, sentence_of_archive(by_name.keys() - {"word/document.xml"}))
    found = {"document": text}
    targets = _targets(path, read(f"{folder}/_rels/{name}.rels"), folder)
    for kind in _KINDS:
        part = read(targets[kind]) if kind in targets else None
        if part is not None:
            found[kind] = part
    return found


def _unpack(path: Path, archive: ZipFile, entry: ZipInfo) -> bytes:
    if entry.flag_bits & 0x1:
        raise InputError(
            f"{path}: protected by a password; save it as .docx without one",
            f"{path}：有密码保护；请取消密码后另存为 .docx",
        )
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _damaged(path)  # the standard of .docx allows no other
    if entry.file_size > LARGEST_PART:
        _too_large(path, "more than 20 MB of text and markup", "正文及标记大于 20 MB")
    dense = entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
    if dense and entry.file_size > FREE_OF_RATIO:
        _too_large(path, f"packed more than {MOST_RATIO} times", f"压缩比超过 {MOST_RATIO} 倍")
    # zipfile stops at the declared size, so that a false one cannot exceed the limit.
    return archive.read(entry)


def _targets(path: Path, relations: bytes | None, folder: str) -> dict[str, str]:
    """The parts that a part refers to, by kind. References to other files are ignored."""
    if relations is None:
        return {}
    _refuse_doctype(path, relations)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(relations, parser)
    except etree.LxmlError as error:
        raise _damaged(path) from error
    found: dict[str, str] = {}
    for relation in root.iter(_RELATIONS):
        kind = relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode", "Internal") == "Internal":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            found.setdefault(kind, target.lstrip("/"))
    return found


def _refuse_doctype(path: Path, data: bytes) -> None:
    """No program writes a document type into a .docx; it can only carry entities."""
    encodings = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    if any(_DOCTYPE.encode(encoding) in data for encoding in encodings):
        raise InputError(
            f"{path}: declares XML entities, which no Word document does; "
            "open it and save it as .docx",
            f"{path}：含有 Word 文档不应有的 XML 实体声明；请打开后另存为 .docx",
        )


def _parsed(path: Path, parts: dict[str, bytes]) -> WordParts:
    for data in parts.values():
        _refuse_doctype(path, data)
    document = docx.Document(BytesIO(_slim(parts)))
    root = document.part.element
    body = root.find(BODY) if root.tag == W + "document" else None
    if body is None or root.getroottree().docinfo.doctype:
        raise _damaged(path)
    if _COUNT(root) > MOST_ELEMENTS:
        _too_large(path, f"more than {MOST_ELEMENTS} elements", f"超过 {MOST_ELEMENTS} 个元素")
    return WordParts(
        body,
        document.styles.element if "styles" in parts else None,
        document.part.numbering_part.element if "numbering" in parts else None,
    )


def _slim(parts: dict[str, bytes]) -> bytes:
    """A package of the parts that are read, for python-docx.

    Given the file itself it would unpack every picture, and stop at a link to a part that is
    missing. Some programs write such links (Target="NULL"), and Word ignores them.
    """
    types = [("/word/document.xml", f"{_WORD}.document.main+xml")]
    types += [(f"/word/{kind}.xml", f"{_WORD}.{kind}+xml") for kind in parts if kind in _KINDS]
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types
    )
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in parts
        if kind in _KINDS
    )
    main = f'<Relationship Id="main" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    frame = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{overrides}</Types>",
        )
        archive.writestr("_rels/.rels", f"{frame}{main}</Relationships>")
        archive.writestr("word/_rels/document.xml.rels", f"{frame}{relations}</Relationships>")
        for kind, data in parts.items():
            # For text, the strict variant of the standard differs in this name only.
            archive.writestr(f"word/{kind}.xml", data.replace(_STRICT, W[1:-1].encode()))
    return written.getvalue()


def _too_large(path: Path, what: str, what_zh: str) -> NoReturn:
    raise InputError(
        f"{path}: {what}; give one report a file", f"{path}：{what_zh}；请每个文件只放一份报告"
    )


def _damaged(path: Path) -> InputError:
    return InputError(
        f"{path}: the Word document is damaged; open it, let Word repair it, and save it as .docx",
        f"{path}：Word 文档已损坏；请用 Word 打开修复后另存为 .docx",
    )
