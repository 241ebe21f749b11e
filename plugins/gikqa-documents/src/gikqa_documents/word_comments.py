"""Remarks as comments of Word, beside the cells and words that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError, _Element

from gikqa import InputError, Remark
from gikqa_documents.files.docx.comment_range import Letters, mark_cell, mark_words
from gikqa_documents.files.docx.markup import PARAGRAPH, W
from gikqa_documents.files.docx.package import WordParts, open_word
from gikqa_documents.files.docx.word_blocks import read_parts
from gikqa_documents.places import Places

_AUTHOR = "gikqa"
_DATE = (1980, 1, 1, 0, 0, 0)
"""The first date of a zip archive; with that of the clock each run would give other bytes."""


def with_comments(path: Path, remarks: Sequence[Remark]) -> tuple[bytes, int]:
    """The document with comments, and how many of them are at their places.

    Raises InputError for what cannot be read, or cannot be written by python-docx.
    """
    parts = open_word(path)  # refuses what is damaged or too large
    try:
        whole = docx.Document(str(path))
        body, comments = whole.element.body, whole.comments
    except (KeyError, ValueError, AttributeError, OpcError, LxmlError) as error:
        # A link to a part that is missing, a part that is no XML, the strict variant of the format.
        raise InputError(
            f"{path}: comments cannot be put into this file; open it in Word and save it as .docx",
            f"{path}：无法在该文件中加批注；请用 Word 打开后另存为 .docx",
        ) from error
    places = Places.of(path, *read_parts(WordParts(body, parts.styles, parts.numbering)))
    placed = 0
    for remark in remarks:
        letters = Letters(body)
        found = places.find(remark, letters.text)
        placed += found is not None
        number = _comment(comments, remark.text_elsewhere if found is None else remark.text)
        found = places.find_title(letters.text) if found is None else found
        if isinstance(found, tuple):
            mark_words(letters, found[0], found[1], number)
        else:
            mark_cell(_first_paragraph(body) if found is None else found, number)
    written = BytesIO()
    whole.save(written)
    return _dateless(written), placed


def _first_paragraph(body: _Element) -> _Element:
    first = body.find(PARAGRAPH)
    if first is None:
        first = body.makeelement(PARAGRAPH)
        body.insert(0, first)
    return first


def _comment(comments: Any, text: str) -> int:
    comment = comments.add_comment(text, author=_AUTHOR, initials=_AUTHOR)
    comment._comment_elm.attrib.pop(W + "date", None)
    return int(comment.comment_id)


def _dateless(written: BytesIO) -> bytes:
    fixed = BytesIO()
    with ZipFile(written) as archive, ZipFile(fixed, "w", ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            part = ZipInfo(entry.filename, _DATE)
            part.compress_type = ZIP_DEFLATED
            copy.writestr(part, archive.read(entry))
    return fixed.getvalue()
