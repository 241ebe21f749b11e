"""Numbers of items in brackets after a blank or a line break: one used twice or left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gikqa import Report, Section
from gikqa.rules.structure.chapters import NUMERALS
from gikqa.text.characters import Flags, character_before, flags_of
from gikqa.text.rule_batch import RuleBatch

_MOST = 10
_ITEM = re.compile(rf"(?<![^\n \t\u3000])([（(])([{NUMERALS[1:]}])([）)])")
_FIRST = re.compile(r"[（(]一[）)]")
_LINE_BEGINS = "\0\n \t\u3000"
_CHAPTER = re.compile(r"(?:^|\n)\s*(?:[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十])")
_LISTED_BEFORE = re.compile(r"(?:^|\n)\s*[一1第]|一是|首先")


@dataclass(frozen=True, slots=True)
class MisnumberedItem:
    """An item whose number is wrong, and the number that is expected, or missing."""

    section: Section
    start: int
    end: int
    printed: str
    expected: str


@dataclass(frozen=True)
class ItemNumbers:
    """Looks for a number that is used twice in a row or left out, the first one included."""

    reads: tuple[str, ...] = ()

    def phrases(self) -> Iterable[str]:
        """The numbers in brackets."""
        for numeral in NUMERALS[1 : _MOST + 1]:
            yield from (f"（{numeral}）", f"({numeral})", f"（{numeral})", f"({numeral}）")

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports in which a number may be used twice in a row, or left out."""
        found, text = batch.found, batch.narratives.text
        before, _ = character_before(text, found.starts, batch.section_starts)
        free = flags_of(_LINE_BEGINS)[before]
        sections = found.sections[free]
        numbers = found.told(lambda phrase: NUMERALS.index(phrase[1]))[free]
        first = np.ones(len(sections), np.bool_)
        first[1:] = sections[1:] != sections[:-1]
        suspected = np.zeros(len(sections), np.bool_)
        suspected[:-1] = first[:-1] & ~first[1:] & (numbers[:-1] == 2) & (numbers[1:] == 3)
        step = numbers[1:] - numbers[:-1]
        suspected[1:] |= ~first[1:] & (numbers[:-1] > 1) & (step == 0) | ~first[1:] & (step == 2)
        flags = np.zeros(batch.rows, np.bool_)
        flags[found.rows[free][suspected]] = True
        return flags

    def read(self, report: Report) -> Sequence[MisnumberedItem]:
        """The items whose numbers are wrong, in reading order."""
        return [
            item
            for place, section in enumerate(report.sections)
            for item in _misnumbered(section, report.sections[:place])
        ]


def _misnumbered(section: Section, earlier: Sequence[Section]) -> Iterator[MisnumberedItem]:
    items = list(_ITEM.finditer(section.text))
    for place, item in enumerate(items):
        number = NUMERALS.index(item[2])
        if place == 0:
            begins_late = number == 2 and len(items) > 1 and _follows(items[1], 3)
            if begins_late and not _is_begun(section, item.start(1), earlier):
                yield _item(section, item, 1)
        else:
            between = section.text[items[place - 1].end() : item.start()]
            before = NUMERALS.index(items[place - 1][2])
            # A chapter whose heading was not recognised begins a list of its own.
            if number <= 1 or _CHAPTER.search(between) or _is_of_a_law(section.text, item):
                continue
            # The same name twice is a passage printed twice.
            names = [_name(section.text, each) for each in (item, items[place - 1])]
            if before == number and names[0] != names[1]:
                yield _item(section, item, number + 1)
            elif before == number - 2 and not _said(number - 1, between):
                yield _item(section, item, number - 1)


def _said(number: int, text: str) -> bool:
    """Whether a number stands in a text in any way of writing."""
    numeral = NUMERALS[number]
    said = rf"[（(]{numeral}[）)]|{numeral}[、是要]|第{numeral}|{number}[.．、）)]"
    return re.search(said, text) is not None


def _is_of_a_law(text: str, item: re.Match[str]) -> bool:
    """Whether a number is that of an item of an article, as in （三）项."""
    return text.startswith(("项", "款", "目"), item.end())


def _follows(item: re.Match[str], number: int) -> bool:
    return NUMERALS.index(item[2]) == number


def _is_begun(section: Section, start: int, earlier: Sequence[Section]) -> bool:
    """Whether the first item stands elsewhere: in a line, a heading, or another section."""
    before = section.text[:start]
    return bool(
        _FIRST.search(section.heading)
        or _FIRST.search(before)
        or _LISTED_BEFORE.search(before)
        or (earlier and _FIRST.search(earlier[-1].heading + earlier[-1].text))
        or not before.strip()
    )


def _name(text: str, item: re.Match[str]) -> str:
    return text[item.end() : item.end() + 4]


def _item(section: Section, item: re.Match[str], expected: int) -> MisnumberedItem:
    printed = "".join(item.groups())
    right = f"{item[1]}{NUMERALS[min(expected, _MOST)]}{item[3]}"
    return MisnumberedItem(section, item.start(1), item.end(3), printed, right)
