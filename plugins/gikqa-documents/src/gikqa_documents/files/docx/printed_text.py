"""The printed text of a Word paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from gikqa.text import pattern
from gikqa_documents.files.docx.markup import RUN, W, is_contents, printed_children, value_of
from gikqa_documents.files.docx.styles import Styles
from gikqa_documents.form.characters import raised, repair_radicals

_TEXT_BOX = W + "txbxContent"
_SHAPES = frozenset({W + "drawing", W + "pict", W + "object"})
_SIGNS = {
    W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t",
    W + "noBreakHyphen": "-",
}  # fmt: skip
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_XML_BLANKS = pattern(r"[\t\r\n]")
# Tabs are kept: they separate the columns of tables that were typed as text.
_BLANKS = pattern(r"[ \xa0]+")
_EDGES = "\t \u3000"


@dataclass
class _Field:
    """A field while it is open: its instruction, and whether the result has begun."""

    instruction: str = ""
    is_result: bool = False


class TextReader:
    """Reads paragraphs in order, because a field may continue from one into the next."""

    def __init__(self, body: _Element, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        kinds = [sign.get(W + "fldCharType") for sign in body.iter(W + "fldChar")]
        # If an end is missing, all text after a table of contents would count as part of it.
        self._balanced = kinds.count("begin") == kinds.count("end")

    def read(self, paragraph: _Element, style: str | None) -> tuple[str, list[_Element]]:
        """The text, and the text boxes that are anchored in the paragraph."""
        parts: list[str] = []
        boxes: list[_Element] = []
        for child in printed_children(paragraph):
            if child.tag == RUN:
                self._run(style, child, parts, boxes)
            elif child.tag in _SHAPES:
                boxes += _text_boxes(child)
            elif child.tag.startswith(_FORMULA):
                parts += [text.text or "" for text in child.iter(_FORMULA + "t")]
        for field in self._fields:
            field.is_result = True  # no instruction continues in the next paragraph
        return "".join(parts), boxes

    def _run(
        self, style: str | None, run: _Element, parts: list[str], boxes: list[_Element]
    ) -> None:
        hidden = self._styles.hides(style, run)
        for child in printed_children(run):
            tag = child.tag
            if tag == W + "fldChar":
                self._field(child.get(W + "fldCharType"))
            elif tag == W + "instrText":
                if self._fields and not self._fields[-1].is_result:
                    self._fields[-1].instruction += child.text or ""
            elif hidden or not self._is_shown():
                continue
            elif tag == W + "t":
                text = _XML_BLANKS.sub(" ", child.text or "")
                parts.append(raised(text) if _is_raised(run) else text)
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag in _SHAPES:
                boxes += _text_boxes(child)
            elif tag == RUN:  # text below a phonetic guide
                self._run(style, child, parts, boxes)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_shown(self) -> bool:
        return all(
            field.is_result and not (self._balanced and is_contents(field.instruction))
            for field in self._fields
        )


def _is_raised(run: _Element) -> bool:
    """Whether a run stands above the line, as the number of a note does."""
    return value_of(run.find(W + "rPr"), "vertAlign") == "superscript"


def _text_boxes(shape: _Element) -> Iterator[_Element]:
    """The outermost text boxes in a drawing."""
    for child in printed_children(shape):
        if child.tag == _TEXT_BOX:
            yield child
        else:
            yield from _text_boxes(child)


def lines_of(text: str) -> Iterator[str]:
    """The lines of a paragraph that are not blank."""
    for line in text.split("\n"):
        shown = _BLANKS.sub(" ", line).strip(_EDGES)
        if shown:
            yield repair_radicals(shown)
