"""Where in a document a remark belongs: at a cell, at some words, at the title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml.etree import _Element

from gikqa import Remark
from gikqa_documents.document import Document, SheetCell
from gikqa_documents.form.characters import squeeze
from gikqa_documents.record import printed_cells, record_of

_AROUND = (40, 12, 0)
"""Characters beside a passage by which it is told from others of the same words."""

Span = tuple[int, int]
"""The first character of some words, and the one after the last, in the text without blanks."""


@dataclass
class Places:
    """The elements of the cells of the form, and what the row of the export says of the text."""

    cells: Mapping[str, _Element]
    sections: Sequence[Mapping[str, Any]]
    title: str

    @classmethod
    def of(
        cls, path: Path, document: Document, origins: Iterable[tuple[SheetCell, _Element]]
    ) -> Places:
        """Read the document as for its row of an export.

        origins: the cells of the document with the elements that they were read from.
        """
        elements = {id(cell): element for cell, element in origins}
        record = record_of(path, document)
        cells = printed_cells(document).items()
        return cls(
            {at: elements[id(cell)] for at, cell in cells if id(cell) in elements},
            record["sections"] or (),
            record["title"] or "",
        )

    def find(self, remark: Remark, text: str) -> _Element | Span | None:
        """The place of a remark; None if the document does not have it.

        text: that of the document without blanks. A remark on a chapter as a whole belongs at its
        heading.
        """
        if remark.section is None:
            return next((self.cells[path] for path in remark.cells if path in self.cells), None)
        for section in self.sections:
            if section["number"] != remark.section:
                continue
            if remark.start is None or remark.end is None:
                return _find_heading(text, squeeze(section["heading"]), section["text"])
            found = _find_words(text, section["text"], remark.start, remark.end)
            if found is not None:
                return found
        return None

    def find_title(self, text: str) -> Span | None:
        """The title, else the first character; None if the document prints nothing."""
        known = squeeze(self.title)
        at = text.find(known) if known else -1
        if at >= 0:
            return at, at + len(known)
        return (0, 1) if text else None


def _find_heading(text: str, heading: str, section: str) -> Span | None:
    """Where the heading of a section is; a table of contents prints it too, without the text."""
    for width in _AROUND if heading else ():
        at = text.find(heading + squeeze(section[:width]))
        if at >= 0:
            return at, at + len(heading)
    return None


def _find_words(text: str, section: str, start: int, end: int) -> Span | None:
    """Where a passage of a section is."""
    passage = squeeze(section[start:end])
    for width in _AROUND if passage else ():
        before = squeeze(section[max(start - width, 0) : start])
        after = squeeze(section[end : end + width])
        at = text.find(before + passage + after)
        if at >= 0:
            return at + len(before), at + len(before) + len(passage)
    return None
