"""The documents that a text cites, each with its title and its number as far as they are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gikqa.text.citations.cited_titles import titles_in
from gikqa.text.citations.document_numbers import number_after, number_at, order_at, written
from gikqa.text.citations.instruments import (
    LAND,
    document_of,
    document_of_number,
    letters_of_numbers,
    misprint_of,
)
from gikqa.text.patterns import pattern

_LAST_PART = pattern(r"\d{1,4}\s?号")
_REACH = 60
"""Characters after a title in which its number is printed."""
_TO_ORDER = pattern(r"[》\s]*[（(，,]?\s*(?:中华人民共和国)?\s*")
_BEFORE_LETTERS = frozenset("（(《〈“》")
"""After one of these marks the letters of a number begin; elsewhere words may come before them."""
_LONGEST = 12
"""Characters of the letters of an issuing body, at most."""


class Citation(NamedTuple):
    """A place where a document is cited by its title, its number, or both; `end` is one past it.

    title: the lawful one if the lexicon has the document, else as printed; None where only a
    number is printed that the lexicon lacks. number: as printed, with the brackets that it should
    have; where only the title is printed, the number that the lexicon has for it, if any.
    """

    start: int
    end: int
    title: str | None
    number: str | None


def citations_in(text: str) -> list[Citation]:
    """Everything in 《》, and every document number, in reading order; a pair is one citation."""
    numbers = {one.start: one for one in _numbers_in(text)}
    found = []
    for start, end, title in titles_in(text):
        printed = number_after(text[end : end + _REACH])
        after = _TO_ORDER.match(text, end)
        order = numbers.get(after.end() if after else end)
        number = None
        if printed is not None:
            number, end = printed[0], end + printed[1]
        elif order is not None:
            number, end = order.number, order.end
        found.append(_of_title(start, end, title, number))
    ends = {one.end for one in found}
    alone = (one for one in numbers.values() if one.end not in ends)
    return sorted([*found, *alone], key=lambda one: one.start)


def _of_title(start: int, end: int, title: str, number: str | None) -> Citation:
    misprint = misprint_of(title)
    meant = misprint.meant if misprint and misprint.is_certain else document_of(title)
    if meant is None:
        return Citation(start, end, title, number)
    # One title for each document: with its issuing body, and laws with the name of the country.
    whole = document_of_number(meant.number) or document_of(LAND + meant.title) or meant
    return Citation(start, end, whole.title, number or meant.number or None)


def _numbers_in(text: str) -> Iterator[Citation]:
    for part in _LAST_PART.finditer(text):
        start, end = part.span()
        order = order_at(text, start, end)
        if order is not None:
            yield _of_number(*order, f"国务院令第{int(part[0].rstrip('号'))}号")
            continue
        printed = number_at(text, start, end)
        if printed is None:
            continue
        sender = printed.sender
        letters = next((one for one in letters_of_numbers() if sender.endswith(one)), "")
        begin = printed.start_with(letters or sender, text)
        if len(sender) <= _LONGEST and text[begin - 1 : begin] in _BEFORE_LETTERS:
            letters = letters or sender
        if letters:
            yield _of_number(begin, end, written(letters, printed.year, printed.number))
        else:  # words of the sentence may come before the letters
            yield Citation(printed.start, end, None, None)


def _of_number(start: int, end: int, number: str) -> Citation:
    document = document_of_number(number)
    return Citation(start, end, document.title if document else None, number)
