"""All that a chapter of the form says, where the report was read far enough to tell."""

from __future__ import annotations

from gikqa import Section
from gikqa.editions import Edition
from gikqa.rules.structure.chapters import ENOUGH_CHAPTERS, chapters

_LAST = 6


def has_enough(edition: Edition, sections: tuple[Section, ...]) -> bool:
    """Whether most of the form's chapters are there, so that what is missing was left out."""
    known = {chapter.number for chapter in chapters(edition, sections)}
    return len(known) >= ENOUGH_CHAPTERS


def whole_chapter(edition: Edition, sections: tuple[Section, ...], number: int) -> str | None:
    """The text of a chapter up to the next one, sections with headings of their own included.

    None if the chapter is not there just once, if too few chapters are, or if nothing follows it:
    the text may have been cut.
    """
    found = list(chapters(edition, sections))
    places = [chapter.place for chapter in found if chapter.number == number]
    if len({chapter.number for chapter in found}) < ENOUGH_CHAPTERS or len(places) != 1:
        return None
    place = places[0]
    after = next((chapter.place for chapter in found if chapter.place > place), None)
    if after is None and number < _LAST:
        return None
    first, *others = sections[place:after]
    return "\n".join([first.text, *(f"{own.heading}\n{own.text}" for own in others)])


def says_any(text: str, words: list[str]) -> bool:
    """Whether one of the words stands in the text."""
    return any(word in text for word in words)
