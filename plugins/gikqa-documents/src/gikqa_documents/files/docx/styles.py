"""Styles of paragraphs, and the numbers that lists print before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from gikqa.text import pattern
from gikqa_documents.files.docx.markup import VALUE, W, is_on, number_of, switch, value_of
from gikqa_documents.files.docx.numerals import numeral

_PROPERTIES = W + "pPr"
_DEEPEST = 20
"""Longest chain of styles based on one another that is followed; Word allows about ten."""
_PLACE = pattern(r"%([1-9])")
# The number of a list and a level in it.
_Place = tuple[int | None, int | None]
_CONTENTS_STYLE = pattern(r"toc (?:\d|heading)|目录.*", re.IGNORECASE)


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: _Element | None) -> None:
        found = () if root is None else root.findall(W + "style")
        self._styles: dict[str | None, _Element] = {
            style.get(W + "styleId"): style for style in found
        }
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(W + "type") == "paragraph" and style.get(W + "default") == "1"
            ),
            None,
        )
        self._contents = {
            name
            for name, style in self._styles.items()
            if _CONTENTS_STYLE.fullmatch((value_of(style, "name") or "").strip())
        }
        self._hiding: dict[str | None, bool | None] = {None: None}
        self._lists: dict[str | None, _Place] = {None: (None, None)}

    def of(self, paragraph: _Element) -> str | None:
        """The id of the style of a paragraph."""
        return value_of(paragraph.find(_PROPERTIES), "pStyle") or self._default

    def lineage(self, name: str | None) -> list[_Element]:
        """The style and those that it is based on; a circular chain is cut off."""
        found: list[_Element] = []
        while name in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[name])
            name = value_of(found[-1], "basedOn")
        return found

    def is_contents(self, name: str | None) -> bool:
        """Whether paragraphs of a style are lines of the table of contents."""
        return name in self._contents

    def hides(self, style: str | None, run: _Element) -> bool:
        """Whether a run is hidden by its own properties, its style or that of its paragraph."""
        properties = run.find(W + "rPr")
        said = switch(properties, "vanish")
        if said is None:
            said = self._hides(value_of(properties, "rStyle"))
        return (self._hides(style) if said is None else said) or False

    def _hides(self, name: str | None) -> bool | None:
        if name not in self._hiding:
            switches = (switch(style.find(W + "rPr"), "vanish") for style in self.lineage(name))
            self._hiding[name] = next((said for said in switches if said is not None), None)
        return self._hiding[name]

    def list_of(self, paragraph: _Element, style: str | None) -> _Place:
        """The list and the level of a paragraph, None for what no property gives."""
        own = paragraph.find(f"{_PROPERTIES}/{W}numPr")
        by_style = self.list_of_style(style)
        if own is None:
            return by_style
        number, level = number_of(own, "numId"), number_of(own, "ilvl")
        return (
            by_style[0] if number is None else number,
            by_style[1] if level is None else level,
        )

    def list_of_style(self, name: str | None) -> _Place:
        """The list and the level that a style gives to paragraphs."""
        if name not in self._lists:
            number = level = None
            for style in self.lineage(name):
                given = style.find(f"{_PROPERTIES}/{W}numPr")
                number = number_of(given, "numId") if number is None else number
                level = number_of(given, "ilvl") if level is None else level
            self._lists[name] = (number, level)
        return self._lists[name]


@dataclass
class _List:
    """A list while it is counted: its levels and their last numbers.

    Lists of one abstract definition share `counts`: Word continues counting in the next list unless
    that list sets a start.
    """

    levels: dict[int, _Element]
    counts: dict[int, int]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The numbers of lists, counted in reading order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str | None, _Element] = {}
        self._given: dict[int, _Element] = {}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._lists: dict[int, _List] = {}
        if root is not None:
            for element in root.findall(W + "abstractNum"):
                self._abstract[element.get(W + "abstractNumId")] = element
            for element in root.findall(W + "num"):
                name = element.get(W + "numId", "")
                if name.isascii() and name.isdigit() and len(name) < 7:
                    self._given[int(name)] = element

    def label(self, paragraph: _Element, style: str | None) -> str:
        """Count the paragraph and return its printed number; "" for bullets and no list."""
        number, level = self._styles.list_of(paragraph, style)
        # List 0 removes a paragraph from the list of its style.
        counted = self._list(number) if number else None
        if counted is None:
            return ""
        if level is None:
            level = self._level_by_style(counted, style)
        definition = counted.levels.get(level)
        if definition is None:
            return ""
        self._count(counted, level)
        return _printed(counted, level, definition)

    def _list(self, number: int) -> _List | None:
        if number not in self._lists:
            given = self._given.get(number)
            if given is None:
                return None
            name = value_of(given, "abstractNumId")
            abstract = self._abstract.get(name)
            if abstract is None:
                return None
            linked, _ = self._styles.list_of_style(value_of(abstract, "numStyleLink"))
            if linked is not None and linked in self._given:
                # The definition refers to a list style, whose list has the levels.
                name = value_of(self._given[linked], "abstractNumId")
                abstract = self._abstract.get(name, abstract)
            levels = dict(_levels(abstract))
            starts = {}
            for override in given.findall(W + "lvlOverride"):
                levels.update(_levels(override))
                at, start = _level(override), number_of(override, "startOverride")
                if at is not None and start is not None:
                    starts[at] = start
            self._lists[number] = _List(levels, self._counts.setdefault(name, {}), starts)
        return self._lists[number]

    def _level_by_style(self, counted: _List, style: str | None) -> int:
        names = {element.get(W + "styleId") for element in self._styles.lineage(style)}
        for level, definition in counted.levels.items():
            if value_of(definition, "pStyle") in names:
                return level
        return 0

    @staticmethod
    def _count(counted: _List, level: int) -> None:
        counts = counted.counts
        if level in counted.starts and level not in counted.begun:
            counts[level] = counted.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _start(counted, level)
        counted.begun.add(level)
        for deeper in [other for other in counts if other > level]:
            if number_of(counted.levels.get(deeper), "lvlRestart") != 0:
                del counts[deeper]


def _levels(parent: _Element) -> Iterator[tuple[int, _Element]]:
    for element in parent.findall(W + "lvl"):
        at = _level(element)
        if at is not None:
            yield at, element


def _level(element: _Element) -> int | None:
    name = element.get(W + "ilvl", "")
    return int(name) if name in tuple("012345678") else None


def _start(counted: _List, level: int) -> int:
    start = number_of(counted.levels.get(level), "start")
    return 1 if start is None else start


def _printed(counted: _List, level: int, definition: _Element) -> str:
    """A pattern such as 第%1章 filled in; "" if a number has no known format."""
    text = value_of(definition, "lvlText") or ""
    parts = []
    for part in _PLACE.split(text)[1::2]:
        other = int(part) - 1
        filled = counted.counts.get(other, _start(counted, other))
        written = numeral(filled, _format(counted, other, level))
        if written is None:
            return ""
        parts.append(written)
    if not parts:
        return ""  # a bullet, whatever its sign
    numbers = iter(parts)
    label = _PLACE.sub(lambda _: next(numbers), text).strip()
    # Word prints a tab or a blank after the number; a number without a mark needs one here, too.
    return f"{label} " if label and label[-1].isalnum() else label


def _format(counted: _List, other: int, level: int) -> str:
    if other != level and is_on(counted.levels.get(level), "isLgl"):
        return "decimal"
    definition = counted.levels.get(other)
    found = None if definition is None else definition.find(W + "numFmt")
    return "decimal" if found is None else found.get(VALUE, "decimal")
