"""The marks between which a comment of Word stands: around a cell, or around exact words."""

from __future__ import annotations

from copy import deepcopy

from lxml.etree import _Element

from gikqa_documents.files.docx.markup import PARAGRAPH, RUN, W
from gikqa_documents.form.characters import repair_radicals

_TEXT = W + "t"
_UNSEEN = "\u200b\ufeff"
_ID = W + "id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Letters:
    """The printed text of a body without blanks, and where each character of it is."""

    def __init__(self, body: _Element) -> None:
        self._places: list[tuple[_Element, int]] = []
        letters: list[str] = []
        for element in body.iter(_TEXT):
            parent = element.getparent()
            if parent is None or parent.tag != RUN:
                continue
            for offset, letter in enumerate(element.text or ""):
                if not letter.isspace() and letter not in _UNSEEN:
                    letters.append(letter)
                    self._places.append((element, offset))
        self.text = repair_radicals("".join(letters))

    def runs(self, start: int, end: int) -> tuple[_Element, _Element]:
        """The first and the last run of some characters; runs are divided at their borders."""
        last, offset = self._places[end - 1]
        _run_from(last, offset + 1)
        first, offset = self._places[start]
        begin = _run_from(first, offset)
        # If the words are within one text, the division has moved their end to the new run.
        return begin, begin if first is last else _parent(last)


def mark_words(letters: Letters, start: int, end: int, number: int) -> None:
    """Put the marks of comment `number` around characters of the text."""
    first, last = letters.runs(start, end)
    first.addprevious(_mark("commentRangeStart", first, number))
    closing = _mark("commentRangeEnd", last, number)
    last.addnext(closing)
    closing.addnext(_reference(last, number))


def mark_cell(cell: _Element, number: int) -> None:
    """Put the marks of comment `number` around the first paragraph of a cell, or a paragraph."""
    inside = next(cell.iter(PARAGRAPH), None)
    if inside is None:
        inside = cell.makeelement(PARAGRAPH)
        cell.append(inside)
    properties = inside.find(W + "pPr")
    opening = _mark("commentRangeStart", inside, number)
    if properties is None:
        inside.insert(0, opening)
    else:
        properties.addnext(opening)
    inside.append(_mark("commentRangeEnd", inside, number))
    inside.append(_reference(inside, number))


def _run_from(text: _Element, offset: int) -> _Element:
    """A run that begins with a character of a text; what comes before stays in the old run."""
    run = _parent(text)
    before = [child for child in text.itersiblings(preceding=True) if child.tag != W + "rPr"]
    content = text.text or ""
    if offset == 0 and not before:
        return run
    new = run.makeelement(RUN, dict(run.attrib))
    properties = run.find(W + "rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    following = [*text.itersiblings()]
    if offset == 0:
        new.append(text)
    elif offset < len(content):
        rest = text.makeelement(_TEXT)
        rest.text, text.text = content[offset:], content[:offset]
        for part in (rest, text):
            part.set(_SPACE, "preserve")
        new.append(rest)
    new.extend(following)
    if len(new) > (properties is not None):
        run.addnext(new)
    return new


def _parent(text: _Element) -> _Element:
    parent = text.getparent()
    assert parent is not None  # `Letters` takes texts of runs only
    return parent


def _mark(name: str, beside: _Element, number: int) -> _Element:
    return beside.makeelement(W + name, {_ID: str(number)})


def _reference(beside: _Element, number: int) -> _Element:
    run = beside.makeelement(RUN)
    run.append(_mark("commentReference", run, number))
    return run
