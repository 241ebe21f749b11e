"""Read the text of a file, or refuse it with one sentence."""

from __future__ import annotations

import re
from pathlib import Path

from gikqa import InputError
from gikqa.text import pattern
from gikqa_documents.files.refused import refuse, sentence_of_binary, unreadable
from gikqa_documents.form.characters import repair_radicals

LARGEST = 10_000_000
"""Bytes; the longest known report has well under one million, but pages embed pictures."""

_DECLARED = pattern(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_CHINESE = pattern(r"[\u4e00-\u9fff]")
_CONTROLS = pattern(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FAMILY = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "utf8": "utf-8"}
_UNREADABLE_SHARE = 0.01
# Sites cut descriptions and summaries after a number of bytes, in the middle of a character.
_DAMAGED_SHARE, _FEW = 0.001, 2
_TOLERANT = "utf_8"

DAMAGED = "\ufffd"
"""Replaces bytes that are no character of the encoding."""


def read_text(path: Path) -> str:
    """The text of a file with line ends as \\n and PDF radicals repaired.

    Raises InputError for what is empty, binary, too large or in no encoding that is in use.
    """
    try:
        if path.stat().st_size > LARGEST:
            megabytes = LARGEST // 1_000_000
            raise InputError(
                f"{path}: larger than {megabytes} MB; give one report a file",
                f"{path}：文件超过 {megabytes} MB；请每个文件只放一份报告",
            )
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if not data.strip():
        raise InputError(
            f"{path}: the file is empty; give a file with the text of a report",
            f"{path}：文件是空的；请提供有报告内容的文件",
        )
    said = sentence_of_binary(data)
    if said is not None:
        refuse(path, said)
    text = _decode(path, data).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROLS.findall(text)) > _UNREADABLE_SHARE * len(text) or "\x00" in text:
        raise InputError(
            f"{path}: binary data instead of text; save the report as text, HTML, .docx or PDF",
            f"{path}：内容是二进制数据，不是文字；请把报告另存为文本、HTML、.docx 或 PDF",
        )
    return repair_radicals(_CONTROLS.sub("", text))


def _decode(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    else:
        declared = _DECLARED.search(data[:2048])
        name = declared[1].decode("ascii").lower() if declared else ""
        # Declared encodings are often wrong. Other text is hardly ever valid UTF-8: try it first.
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
        f"{path}: neither UTF-8 nor GB18030, or damaged; save it as UTF-8 and try again",
        f"{path}：编码既不是 UTF-8 也不是 GB18030，或文件已损坏；请另存为 UTF-8 后重试",
    )
