"""From a file to its text, or one sentence on why that is impossible."""

from __future__ import annotations

import re
from pathlib import Path

from gikqa import InputError
from gikqa_documents.form.characters import repair_radicals

LARGEST = 10_000_000
"""Bytes; the longest known report has well under one million, but pages embed pictures."""

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "an old Word or WPS document", "save it as .txt or .html first"),
    (b"PK\x03\x04", "a zip archive or Word document", "save it as .txt or .html first"),
    (b"%PDF", "a PDF", "turn it into text first"),
    (b"{\\rtf", "an RTF document", "save it as .txt or .html first"),
    (b"\x89PNG", "a picture", "give the text of the report"),
    (b"\xff\xd8\xff", "a picture", "give the text of the report"),
    (b"GIF8", "a picture", "give the text of the report"),
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FAMILY = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "utf8": "utf-8"}
_UNREADABLE_SHARE = 0.01
# Sites cut descriptions and summaries after so many bytes, in the middle of a character.
_DAMAGED_SHARE, _FEW = 0.001, 2
_TOLERANT = "utf_8"

DAMAGED = "\ufffd"
"""Stands for bytes that are no character of the encoding."""


def read_text(path: Path) -> str:
    """The text of a file with line ends as \\n and PDF radicals repaired.

    Raises InputError for what is empty, binary, too large or in no encoding that is in use.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(
                f"{path}: larger than {LARGEST // 1_000_000} MB; give one report a file"
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise InputError(f"{path}: cannot be read ({reason}); check the path") from error
    if not data.strip():
        raise InputError(f"{path}: the file is empty; give a file with the text of a report")
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{path}: this is {what}, whatever its name says; {remedy}")
    text = _decode(path, data).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROLS.findall(text)) > _UNREADABLE_SHARE * len(text) or "\x00" in text:
        raise InputError(f"{path}: binary data instead of text; save the report as text or HTML")
    return repair_radicals(_CONTROLS.sub("", text))


def _decode(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    else:
        declared = _DECLARED.search(data[:2048])
        name = declared[1].decode("ascii").lower() if declared else ""
        # What a page declares is often wrong; UTF-8 proves itself, so it is tried first.
        candidates = ["utf-8-sig", _TOLERANT, _FAMILY.get(name, name), "gb18030"]
    for encoding in candidates:
        tolerant = encoding == _TOLERANT  # in GB18030 a lost byte changes many characters after it
        try:
            text = data.decode(encoding, "replace" if tolerant else "strict")
        except (UnicodeDecodeError, LookupError):
            continue
        if tolerant and text.count(DAMAGED) > max(_FEW, _DAMAGED_SHARE * len(text)):
            continue
        if _CHINESE.search(text) or encoding.startswith("utf"):
            return text
    raise InputError(
        f"{path}: neither UTF-8 nor GB18030, or damaged; save it as UTF-8 and try again"
    )
