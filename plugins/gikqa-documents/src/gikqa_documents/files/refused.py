"""Files of other formats: what they are, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, NoReturn

from gikqa import InputError

# What a file is and what helps, each in English and Chinese.
Sentence = tuple[str, str, str, str]

_OLD_WORD: Sentence = (
    "an old Word or WPS document (.doc, .wps)", "save it as .docx or PDF",
    "旧版 Word 或 WPS 文档（.doc、.wps）", "请另存为 .docx 或 PDF",
)  # fmt: skip
_RTF: Sentence = (
    "an RTF document", "save it as .docx or PDF", "RTF 文档", "请另存为 .docx 或 PDF",
)  # fmt: skip
_LOCKED: Sentence = (
    "a document protected by a password", "save it as .docx without one",
    "有密码保护的文档", "请取消密码后另存为 .docx",
)  # fmt: skip
_TABLES: Sentence = (
    "an Excel workbook", "give the report itself, as .docx or PDF",
    "Excel 工作簿", "请提供报告正文（.docx 或 PDF）",
)  # fmt: skip
_PICTURE: Sentence = (
    "a picture", "give the text of the report, as .docx or PDF",
    "图片", "请提供报告的文字版（.docx 或 PDF）",
)  # fmt: skip
_OFD: Sentence = ("an OFD document", "save it as PDF", "OFD 文件", "请另存为 PDF")
_ODT: Sentence = ("an OpenDocument text", "save it as .docx", "OpenDocument 文档", "请另存为 .docx")
_SLIDES: Sentence = (
    "a presentation", "give the report itself, as .docx or PDF",
    "演示文稿", "请提供报告正文（.docx 或 PDF）",
)  # fmt: skip
_PDF: Sentence = ("a PDF", "rename it to .pdf", "PDF 文件", "请把扩展名改为 .pdf")
_PAGE: Sentence = ("a web page", "rename it to .html", "网页", "请把扩展名改为 .html")
_ZIP: Sentence = ("a zip archive", "unpack it first", "zip 压缩包", "请先解压")
_DOCX: Sentence = (
    "a newer Word document", "rename it to .docx", "新版 Word 文档", "请把扩展名改为 .docx",
)  # fmt: skip

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
_SIGNATURES: tuple[tuple[bytes, Sentence], ...] = (
    (b"{\\rtf", _RTF),
    (b"%PDF", _PDF),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
)
_BITMAP = b"BM"  # a text may begin with these letters, too
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<?xml", b"mime-version:")
# Streams of OLE2 files are named in UTF-16 in the directory, which may be anywhere in the file.
_STREAMS: tuple[tuple[str, Sentence], ...] = (
    ("EncryptedPackage", _LOCKED),
    ("Workbook", _TABLES),
)
_MEMBERS: tuple[tuple[str, Sentence], ...] = (
    ("word/document.xml", _DOCX),
    ("xl/workbook.xml", _TABLES),
    ("ppt/presentation.xml", _SLIDES),
    ("ofd.xml", _OFD),
    ("content.xml", _ODT),
)
_HEAD = 4096
_LARGEST = 50_000_000


def refuse_old_word(path: Path) -> dict[str, Any]:
    """Refuse a .doc or .wps file, naming its real format; always raises InputError."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST)
    except OSError as error:
        raise unreadable(path, error) from error
    if data.startswith(ZIP_MAGIC):
        refuse(path, _DOCX)
    refuse(path, sentence_of(data) or _OLD_WORD)


def sentence_of(data: bytes) -> Sentence | None:
    """What a file is that is no zip archive; None if its bytes do not show it."""
    said = sentence_of_binary(data)
    if said is not None:
        return said
    if data.startswith(_BITMAP):
        return _PICTURE
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return _PAGE if start.startswith(_PAGE_STARTS) else None


def sentence_of_binary(data: bytes) -> Sentence | None:
    """What a file is that no text can be mistaken for; None if it may be a text."""
    if data.startswith(OLE2):
        return next(
            (said for name, said in _STREAMS if name.encode("utf-16-le") in data), _OLD_WORD
        )
    if data.startswith(ZIP_MAGIC):
        # The directory of an archive holds the names of its parts as they are.
        return sentence_of_archive([name for name, _ in _MEMBERS if name.encode() in data])
    return next((said for signature, said in _SIGNATURES if data.startswith(signature)), None)


def sentence_of_archive(names: Collection[str]) -> Sentence:
    """What a zip archive is, by the names of its parts in small letters."""
    return next((said for name, said in _MEMBERS if name in names), _ZIP)


def refuse(path: Path, said: Sentence) -> NoReturn:
    """Say what the file is and what to do."""
    what, remedy, what_zh, remedy_zh = said
    raise InputError(f"{path}: this is {what}; {remedy}", f"{path}：这是{what_zh}；{remedy_zh}")


def unreadable(path: Path, error: OSError) -> InputError:
    """The error for a file that the system does not let us read."""
    reason = error.strerror or "unknown reason"
    return InputError(
        f"{path}: cannot be read ({reason}); check the path",
        f"{path}：无法读取（{reason}）；请检查路径",
    )
