"""Lines that end with certain characters before a heading or before the end of the section."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from gikqa import Condition, Report, Section
from gikqa.text import pattern
from gikqa.text.characters import (
    BLANKS,
    Flags,
    Ints,
    character_at,
    character_before,
    flags_of,
    skip,
    skip_back,
)
from gikqa.text.rule_batch import RuleBatch

_NUMERALS, _DIGITS, _BRACKETS, _DOTS = "一二三四五六七八九十", "0123456789", "（(", "、.．"
_HEADING = pattern(
    rf"[{_BRACKETS}][{_NUMERALS}]|[{_NUMERALS}]{{1,2}}[{_DOTS}]|[{_DIGITS}][{_DOTS}](?![{_DIGITS}])"
)
_LINE = pattern(r"\S[^\n]*")
_MOST_BLANKS = 24
"""Blanks and empty lines between two lines that `scan` skips; more of them end the search."""


class Line(NamedTuple):
    """A line without the blanks around it, and whether it is the last of its section."""

    section: Section
    start: int
    end: int
    last: bool

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.section.text[self.start : self.end]


def has_line_ending_with(characters: Iterable[str]) -> Condition:
    """Whether a line with such a last character may be followed by a heading, or by nothing.

    The end of the section counts: the heading of the next chapter follows it.
    """
    endings = flags_of(characters)

    def evaluate(batch: RuleBatch) -> pa.Array:
        sections, last = batch.fact(_ends_before_headings)
        chosen = np.zeros(len(batch.narratives.rows), np.bool_)
        chosen[sections[endings[last]]] = True
        return pa.array(batch.rows_of_sections(chosen))

    return Condition(("sections",), evaluate)


def lines_ending_with(report: Report, characters: Container[str]) -> list[Line]:
    """The lines with such a last character that a heading or the end of the section follows."""
    return [
        line
        for section in report.sections
        for line in _lines_before_headings(section)
        if section.text[line.end - 1] in characters
    ]


def lines_of(section: Section) -> Iterator[Line]:
    """The lines of a section that are not empty."""
    found = list(_LINE.finditer(section.text))
    for number, match in enumerate(found, 1):
        end = match.start() + len(match[0].rstrip())
        yield Line(section, match.start(), end, number == len(found))


def _lines_before_headings(section: Section) -> Iterator[Line]:
    lines = list(lines_of(section))
    for line, following in zip_longest(lines, lines[1:]):
        if following is None or _HEADING.match(section.text, following.start):
            yield line


def _ends_before_headings(batch: RuleBatch) -> tuple[Ints, Ints]:
    """The ends of lines after which a heading may begin: their sections and last characters."""
    narratives, blank = batch.narratives, flags_of(BLANKS)
    text = narratives.text
    breaks = narratives.places_of("\n")
    # Most lines begin like no heading, which their first character shows.
    after, _ = character_at(text, breaks + 1)
    brackets, numerals, digits, _ = _classes()
    breaks = breaks[(blank | brackets | numerals | digits)[after] | (after == 0)]
    of_breaks = np.searchsorted(narratives.starts, breaks, side="right") - 1
    places = np.concatenate([breaks, narratives.ends])
    sections = np.concatenate([of_breaks, np.arange(len(narratives.ends))])
    following = skip(text, places, blank, _MOST_BLANKS)
    first, second_place = character_at(text, following)
    second, _ = character_at(text, np.minimum(second_place, len(text) - 4))
    begins = _may_begin(first, second) | blank[first]
    places, sections = places[begins], sections[begins]
    starts = narratives.starts[sections]
    ends = skip_back(text, places, starts, blank, _MOST_BLANKS)
    last, _ = character_before(text, ends, starts)
    return sections, last


def _may_begin(first: Ints, second: Ints) -> Flags:
    """Whether two characters may begin a heading; 0 is the end of the section."""
    brackets, numerals, digits, dots = _classes()
    flags: Flags = (
        (first == 0)
        | (brackets[first] & numerals[second])
        | (numerals[first] & (dots | numerals)[second])
        | (digits[first] & dots[second])
    )
    return flags


@lru_cache(maxsize=1)
def _classes() -> tuple[Flags, ...]:
    return tuple(map(flags_of, (_BRACKETS, _NUMERALS, _DIGITS, _DOTS)))
