"""The chapters that a form asks for, known by their headings and not by their numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from gikqa import Section
from gikqa.editions import Edition, SectionHeading, load_editions
from gikqa.text import pattern

_WORDS = tomli.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
_NUMERAL = pattern(r"^\W*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[、.．,，:：)]")
_NO_WORD = pattern(r"[\W_]+")
NUMERALS = "〇一二三四五六七八九十"

_LEAST_LEFT = 6
"""So many characters of a heading tell which one it was."""

ENOUGH_CHAPTERS = 4
"""With fewer known chapters a report was not read, or does not follow the form at all."""


_NOTHING = pattern(r"[\s\W_]*(?:暂?无|没有)?[\s\W_]*")


class Chapter(NamedTuple):
    """A section whose heading is that of a chapter of the form; `place` is its index."""

    number: int
    place: int
    section: Section


def fold(heading: str) -> str:
    """The words of a heading: no numeral, blanks, marks or particles; synonyms are one word."""
    text = _NO_WORD.sub("", _NUMERAL.sub("", unicodedata.normalize("NFKC", heading)))
    for word, chosen in _WORDS["same"].items():
        text = text.replace(word, chosen)
    for particle in _WORDS["dropped"]:
        text = text.replace(particle, "")
    return text


@lru_cache(maxsize=8)
def accepted(edition: str) -> dict[str, tuple[int, str]]:
    """Folded heading → number and printed heading of the chapter, the form's own ones first."""
    found: dict[str, tuple[int, str]] = {}
    for chapter in load_editions()[edition].sections:
        for heading in (chapter.heading, *chapter.variants):
            found.setdefault(fold(heading), (chapter.number, heading))
    return found


def is_nothing(text: str) -> bool:
    """Whether a text has no words, or only says that there is nothing."""
    return _NOTHING.fullmatch(text) is not None


def is_damaged(heading: str) -> bool:
    """Whether a heading has characters that no form prints: lost by reading, or not simplified."""
    try:
        heading.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def is_item(heading: str) -> bool:
    """Whether a heading has a numeral in brackets, as an item inside a chapter has."""
    return heading.lstrip().startswith(("（", "("))


@lru_cache(maxsize=4096)
def misprint_of(edition: str, heading: str) -> tuple[int, str] | None:
    """The chapter that a heading means although it is misprinted; None if it is not."""
    text = fold(heading)
    known = accepted(edition)
    if text in known or is_damaged(heading) or is_item(heading):
        return None
    return next((chapter for right, chapter in known.items() if is_slip(text, right)), None)


@lru_cache(maxsize=4096)
def cut_of(edition: str, heading: str) -> tuple[int, str] | None:
    """The chapter whose heading begins in the middle of a word; None if it does not."""
    text = fold(heading)
    if len(text) < _LEAST_LEFT or not text.startswith(tuple(_WORDS["cut"])):
        return None
    return next((chapter for right, chapter in accepted(edition).items() if text in right), None)


def chapters(edition: Edition, sections: tuple[Section, ...]) -> Iterator[Chapter]:
    """The chapters of the form in reading order; a misprinted heading counts as the one meant."""
    for number, place in _placed(edition.key, tuple(section.heading for section in sections)):
        yield Chapter(number, place, sections[place])


# Most reports print the same headings, and several rules ask for the chapters of each.
@lru_cache(maxsize=4096)
def _placed(edition: str, headings: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Number and place of each chapter."""
    known = accepted(edition)
    found = []
    for place, heading in enumerate(headings):
        if heading and not is_item(heading):
            meant = known.get(fold(heading)) or misprint_of(edition, heading)
            if meant is not None:
                found.append((meant[0], place))
    return tuple(found)


def title_of(edition: Edition, number: int) -> SectionHeading:
    """What the form says of a chapter."""
    return next(chapter for chapter in edition.sections if chapter.number == number)


def is_slip(text: str, right: str) -> bool:
    """One character wrong, lost or doubled, two neighbours swapped, or a word doubled.

    What is only longer or shorter at an end was cut or completed, not misprinted.
    """
    if len(right) >= 6 and text == right + right[-2:]:
        return True  # 情况情况
    longer = len(text) - len(right)
    if len(right) < 6 or abs(longer) > 2 or text.startswith(right) or text.endswith(right):
        return False
    if right.startswith(text) or right.endswith(text):
        return False
    if longer == 0:
        wrong = [place for place in range(len(text)) if text[place] != right[place]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            first, second = wrong
            swapped = text[first] == right[second] and text[second] == right[first]
            doubled = text[first : second + 1] in (
                text[max(first - 2, 0) : first],
                text[second + 1 : second + 3],
            )
            return swapped or doubled
        return len(wrong) == 1
    if longer == -1:
        return any(right[:place] + right[place + 1 :] == text for place in range(len(right)))
    return (
        any(
            text[:place] + text[place + longer :] == right
            and text[place : place + longer] == text[place + longer : place + 2 * longer]
            for place in range(len(text) - 2 * longer + 1)
        )
        if longer > 0
        else False
    )
