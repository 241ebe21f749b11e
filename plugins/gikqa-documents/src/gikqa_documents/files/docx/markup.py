"""Names of WordprocessingML, and the parts of a document that count as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from gikqa.text import pattern

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

BODY, PARAGRAPH, TABLE, ROW, CELL, RUN = (
    W + name for name in ("body", "p", "tbl", "tr", "tc", "r")
)
VALUE = W + "val"

# Elements that enclose what is printed and print nothing themselves. w:del and w:moveFrom are not
# among them: what was deleted or moved away under change tracking is no part of the report.
_WRAPPERS = frozenset(
    W + name
    for name in (
        "customXml", "dir", "bdo", "fldSimple", "hyperlink", "ins", "moveTo", "ruby", "rubyBase",
        "sdtContent", "smartTag",
    )
)  # fmt: skip
_CONTROL = W + "sdt"
_NOT_PLAIN = _WRAPPERS | {_CONTROL, _MC + "AlternateContent"}
_CONTENTS = pattern(r"\s*TOC\b", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off"})
_WHOLE = pattern(r"[0-9]{1,6}")


def printed_children(element: _Element) -> Iterator[_Element]:
    """The printed children in order, with those inside content controls and tracked insertions."""
    for child in element:
        tag = child.tag
        if tag not in _NOT_PLAIN:
            if isinstance(tag, str):  # comments and instructions have functions for tags
                yield child
        elif tag in _WRAPPERS:
            if not is_contents(child.get(W + "instr", "")):
                yield from printed_children(child)
        elif tag == _CONTROL:
            if not _is_placeholder(child):
                yield from printed_children(child)
        else:
            # The same content twice, for newer and for older programs.
            chosen = child.find(_MC + "Choice")
            chosen = child.find(_MC + "Fallback") if chosen is None else chosen
            if chosen is not None:
                yield from printed_children(chosen)


def is_contents(instruction: str) -> bool:
    """Whether a field is the table of contents, whose lines would pass for headings."""
    return _CONTENTS.match(instruction) is not None


def _is_placeholder(control: _Element) -> bool:
    """Whether a content control shows 单击此处输入文字 or holds the table of contents."""
    properties = control.find(W + "sdtPr")
    if properties is None:
        return False
    if is_on(properties, "showingPlcHdr"):
        return True
    gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VALUE) == "Table of Contents"


def is_on(properties: _Element | None, name: str) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return switch(properties, name) or False


def switch(properties: _Element | None, name: str) -> bool | None:
    """The state of a switch; None if it is absent."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(VALUE, "1") not in _OFF


def number_of(properties: _Element | None, name: str) -> int | None:
    """The number in a property such as w:ilvl; None if it is absent or no number."""
    found = None if properties is None else properties.find(W + name)
    text = "" if found is None else found.get(VALUE, "")
    return int(text) if _WHOLE.fullmatch(text) else None


def value_of(properties: _Element | None, name: str) -> str | None:
    """The value of a property; None if it is absent."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(VALUE)
