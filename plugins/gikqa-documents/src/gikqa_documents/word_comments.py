"""Remarks as comments of Word, beside the cells and words that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from gikqa_documents.form.characters import squeeze
from gikqa_documents.record import printed_cells, record_of

_AUTHOR = "gikqa"
_DATE = (1980, 1, 1, 0, 0, 0)
"""The first date of a zip archive; with that of the clock each run would give other bytes."""
_AROUND = (40, 12, 0)
"""Characters beside a passage by which it is told from others of the same words."""


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
        raise _unwritable(path) from error
    places = _Places.of(path, WordParts(body, parts.styles, parts.numbering))
    placed = 0
    for remark in remarks:
        found = places.mark(remark, comments)
        placed += found
        if not found:
            places.mark_title(remark.text_elsewhere, comments)
    written = BytesIO()
    whole.save(written)
    return _dateless(written), placed


def _unwritable(path: Path) -> InputError:
    return InputError(
        f"{path}: comments cannot be put into this file; open it in Word and save it as .docx",
        f"{path}：无法在该文件中加批注；请用 Word 打开后另存为 .docx",
    )


@dataclass
class _Places:
    """Where the cells and the passages of a document are."""

    body: _Element
    cells: Mapping[str, _Element]
    sections: Sequence[Mapping[str, Any]]
    title: str

    @classmethod
    def of(cls, path: Path, parts: WordParts) -> _Places:
        """Read the document as for its row of an export."""
        document, origins = read_parts(parts)
        elements = {id(cell): element for cell, element in origins}
        cells = printed_cells(document)
        record = record_of(path, document)
        return cls(
            parts.body,
            {at: elements[id(cell)] for at, cell in cells.items() if id(cell) in elements},
            record["sections"] or (),
            record["title"] or "",
        )

    def mark(self, remark: Remark, comments: Any) -> bool:
        """Put the comment at the cell or the words; False if they are not found."""
        cell = next((self.cells[path] for path in remark.cells if path in self.cells), None)
        words = None if remark.section is None else self._words(remark)
        if words is not None:
            mark_words(*words, _comment(comments, remark.text))
        elif cell is not None and remark.section is None:
            mark_cell(cell, _comment(comments, remark.text))
        else:
            return False
        return True

    def mark_title(self, text: str, comments: Any) -> None:
        """Put the comment at the title, else at the first words, else at the first paragraph."""
        letters = Letters(self.body)
        known = squeeze(self.title)
        at = letters.text.find(known) if known else -1
        number = _comment(comments, text)
        if at >= 0:
            mark_words(letters, at, at + len(known), number)
        elif letters.text:
            mark_words(letters, 0, 1, number)
        else:
            first = self.body.find(PARAGRAPH)
            if first is None:
                first = self.body.makeelement(PARAGRAPH)
                self.body.insert(0, first)
            mark_cell(first, number)

    def _words(self, remark: Remark) -> tuple[Letters, int, int] | None:
        """The printed letters of a passage; of a chapter, if it names none, its heading."""
        letters = Letters(self.body)
        for section in self.sections:
            if section["number"] != remark.section:
                continue
            if remark.start is None or remark.end is None:
                found = _find_heading(letters.text, squeeze(section["heading"]), section["text"])
                return None if found is None else (letters, *found)
            found = _find(letters.text, section["text"], remark.start, remark.end)
            if found is not None:
                return letters, *found
        return None


def _find_heading(text: str, heading: str, section: str) -> tuple[int, int] | None:
    """Where the heading of a section is; a table of contents prints it too, without the text."""
    for width in _AROUND if heading else ():
        at = text.find(heading + squeeze(section[:width]))
        if at >= 0:
            return at, at + len(heading)
    return None


def _find(text: str, section: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a passage of a section is in the squeezed text of the document."""
    passage = squeeze(section[start:end])
    if not passage:
        return None
    for width in _AROUND:
        before = squeeze(section[max(start - width, 0) : start])
        after = squeeze(section[end : end + width])
        at = text.find(before + passage + after)
        if at >= 0:
            return at + len(before), at + len(before) + len(passage)
    return None


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
