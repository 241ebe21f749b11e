"""Numbers of items in brackets after a blank or a line break: one used twice or left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from gikqa import Hit, Report, Section
from gikqa.rules.structure.chapters import NUMERALS
from gikqa.text import pattern
from gikqa.text.characters import Flags, character_before, flags_of
from gikqa.text.rule_batch import RuleBatch

_MOST = 10
_OF_A_LAW = ("项", "款", "目")
"""What follows the number of an item of an article, as in （三）项."""
_BRACKETED = rf"[（(][{NUMERALS[1:]}][）)]"
_FIRST = pattern(r"[（(]一[）)]")
_LINE_BEGINS = "\0\n \t\u3000"
_CHAPTER = pattern(r"(?:^|\n)\s*(?:[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十])")
_LISTED_BEFORE = pattern(r"(?:^|\n)\s*[一1第]|一是|首先")


class MisnumberedItem(NamedTuple):
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
        # What comes between two items may say the number that is missing.
        places = np.flatnonzero(free)
        step, next_hit = numbers[1:] - numbers[:-1], places[1:] - places[:-1] == 1
        is_gap = (step == 2) & next_hit
        suspected[1:] |= ~first[1:] & (is_gap | (step == 0) & (numbers[1:] > 1))
        flags = np.zeros(batch.rows, np.bool_)
        flags[found.rows[free][suspected]] = True
        return flags

    def read(self, report: Report) -> Sequence[MisnumberedItem]:
        """The items whose numbers are wrong, in reading order."""
        return [
            item
            for place, hits in groupby(report.hits, key=lambda hit: hit.index)
            for item in _misnumbered(
                report.sections[place], report.sections[:place], _items(report, hits)
            )
        ]


def _items(report: Report, hits: Iterable[Hit]) -> list[Hit]:
    """The numbers of one section that come after a blank or a line break."""
    return [
        hit
        for hit in hits
        if hit.start == 0 or report.sections[hit.index].text[hit.start - 1] in _LINE_BEGINS
    ]


def _misnumbered(
    section: Section, earlier: Sequence[Section], items: Sequence[Hit]
) -> Iterator[MisnumberedItem]:
    text = section.text
    numbers = [NUMERALS.index(item.phrase[1]) for item in items]
    if numbers[:2] == [2, 3] and not _is_begun(section, items[0].start, earlier):
        yield _item(section, items[0], 1)
    for one, other, before, number in zip(items, items[1:], numbers, numbers[1:], strict=False):
        # （一） twice may be two lists of one item each.
        if not (number - before == 2 or (number == before and number > 1)):
            continue
        between = text[one.end : other.start]
        # A chapter whose heading was not recognised begins a list of its own.
        if _CHAPTER.search(between) or text.startswith(_OF_A_LAW, other.end):
            continue
        # The same name twice is a passage printed twice.
        if before == number and _name(text, one) != _name(text, other):
            yield _item(section, other, number + 1)
        elif before == number - 2 and not _said(number - 1, between):
            yield _item(section, other, number - 1)


def _said(number: int, text: str) -> bool:
    """Whether a number stands in a text in any way of writing, or any number in brackets."""
    numeral = NUMERALS[number]
    said = rf"{_BRACKETED}|[（(]{numeral}|{numeral}[、是要）)]|第{numeral}|{number}[.．、）)]"
    return re.search(said, text) is not None


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


def _name(text: str, item: Hit) -> str:
    return text[item.end : item.end + 4]


def _item(section: Section, item: Hit, expected: int) -> MisnumberedItem:
    numeral = NUMERALS[min(expected, _MOST)]
    right = f"{item.phrase[0]}{numeral}{item.phrase[2]}"
    return MisnumberedItem(section, item.start, item.end, item.phrase, right)
