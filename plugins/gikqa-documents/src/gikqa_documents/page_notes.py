"""Remarks on a copy of a page: the words are marked, and the notes stand below the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from gikqa import InputError, Remark
from gikqa_documents.files.html import DROPPED, parse_page, read_tree
from gikqa_documents.files.text import read_text
from gikqa_documents.limits import refuse_tags
from gikqa_documents.places import Places

_ACTIVE = ("script", "iframe", "object", "embed", "base")
"""Elements that do something, or load something: the copy is only read."""
_UNSEEN = "\u200b\ufeff"
_STYLE = (
    "mark.gikqa { background: #ffe08a } sup.gikqa { font-size: .75em } "
    "ol.gikqa { border-top: 2px solid; padding: 1em 3em } "
    "ol.gikqa li { white-space: pre-line; margin-bottom: .8em }"
)


def with_notes(path: Path, remarks: Sequence[Remark]) -> tuple[bytes, int]:
    """The page with notes, in UTF-8 and without scripts, and how many are at their places.

    Raises InputError for what cannot be read.
    """
    page = read_text(path)
    refuse_tags(path, page)
    root = parse_page(page)
    if root is None:
        raise InputError(
            f"{path}: nothing on the page; save the page that shows the text of the report",
            f"{path}：网页上没有内容；请保存显示报告文字的网页",
        )
    places = Places.of(path, *read_tree(root))
    notes = etree.Element("ol", {"class": "gikqa"})
    placed = 0
    for number, remark in enumerate(remarks, 1):
        letters = _Letters(root)
        found = places.find(remark, letters.text)
        placed += found is not None
        note = etree.SubElement(notes, "li", {"id": f"gikqa-{number}"})
        note.text = remark.text_elsewhere if found is None else remark.text
        found = places.find_title(letters.text) if found is None else found
        if isinstance(found, tuple):
            letters.mark(found[0], found[1], number)
        elif found is not None:
            inside = _Letters(found)
            inside.mark(0, len(inside.text), number)
    _finish(root, notes)
    return b"<!DOCTYPE html>\n" + etree.tostring(root, method="html", encoding="utf-8"), placed


class _Letters:
    """The printed text within an element without blanks, and where each character of it is."""

    def __init__(self, top: _Element) -> None:
        self._top = top
        self._places: list[tuple[_Element, bool, int]] = []
        letters = []
        for element, is_tail, text in _texts(top):
            for offset, letter in enumerate(text):
                if not letter.isspace() and letter not in _UNSEEN:
                    letters.append(letter)
                    self._places.append((element, is_tail, offset))
        self.text = "".join(letters)

    def mark(self, start: int, end: int, number: int) -> None:
        """Mark some characters, and refer to the note after them."""
        link = etree.Element("sup", {"class": "gikqa"})
        etree.SubElement(link, "a", {"href": f"#gikqa-{number}"}).text = f"[{number}]"
        pieces = [
            (element, is_tail, [offset for _, _, offset in group])
            for (element, is_tail), group in groupby(
                self._places[start:end], key=lambda place: place[:2]
            )
        ]
        if not pieces:
            self._top.append(link)
        # From the end, because a piece that is marked no longer is the text of its element.
        for element, is_tail, offsets in reversed(pieces):
            mark = _wrap(element, offsets[0], offsets[-1] + 1, is_tail=is_tail)
            if link.getparent() is None:
                link.tail, mark.tail = mark.tail, None
                _insert_after(mark, link)


def _texts(top: _Element) -> Iterator[tuple[_Element, bool, str]]:
    """(element, whether its tail is meant, text) of all printed texts, in reading order."""
    walk = etree.iterwalk(top, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if element is not top and element.tail:
                yield element, True, element.tail
        elif element.tag in DROPPED or (element.tag, element.get("class")) == ("sup", "gikqa"):
            walk.skip_subtree()
        elif element.text:
            yield element, False, element.text


def _wrap(element: _Element, start: int, end: int, *, is_tail: bool) -> _Element:
    mark = etree.Element("mark", {"class": "gikqa"})
    text = (element.tail if is_tail else element.text) or ""
    mark.text, mark.tail = text[start:end], text[end:]
    if is_tail:
        element.tail = text[:start]
        _insert_after(element, mark)
    else:
        element.text = text[:start]
        element.insert(0, mark)
    return mark


def _insert_after(element: _Element, new: _Element) -> None:
    """Put an element after another one and its tail."""
    parent = element.getparent()
    assert parent is not None  # a text of the page is within its root
    parent.insert(parent.index(element) + 1, new)


def _finish(root: _Element, notes: _Element) -> None:
    """Take out what is active, name the encoding, and put the notes below the text."""
    etree.strip_elements(root, *_ACTIVE, with_tail=False)
    for element in root.iter("*"):
        for name in [name for name in element.attrib if str(name).lower().startswith("on")]:
            del element.attrib[name]
    for meta in [*root.iter("meta")]:
        parent = meta.getparent()
        if parent is not None and (meta.get("charset") or meta.get("http-equiv")):
            parent.remove(meta)
    head, body = root.find("head"), root.find("body")
    if head is None:
        head = etree.Element("head")
        root.insert(0, head)
    head.insert(0, etree.Element("meta", {"charset": "utf-8"}))
    etree.SubElement(head, "style").text = _STYLE
    if len(notes):
        (root if body is None else body).append(notes)
