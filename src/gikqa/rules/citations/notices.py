"""The notices of forms that a text cites: 国办公开办函〔2021〕30号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gikqa import Hit, Section
from gikqa.editions import load_editions
from gikqa.rules.shared.words import words
from gikqa.text.citations import number_at


class Notice(NamedTuple):
    """A number with a year in brackets before it.

    `name` is the right name of the sender, a misspelt one, or empty if none stands there; `sender`
    is all that stands there.
    """

    section: Section
    start: int
    end: int
    sender: str
    name: str
    year: int
    number: int

    @property
    def of_the_office(self) -> bool:
        """True if the notice says that it comes from the national office of disclosure."""
        return bool(self.name)


@lru_cache(maxsize=1)
def form_notices() -> dict[tuple[int, int], str]:
    """(year, number) of the notices that introduced a report form → how each is cited."""
    found = {}
    for edition in load_editions().values():
        match = re.fullmatch(r"国办公开办函〔(\d{4})〕(\d+)号", edition.instrument)
        if match:
            found[int(match[1]), int(match[2])] = edition.instrument
    return found


def cited_notices(section: Section, hits: list[Hit]) -> Iterator[Notice]:
    """The notices whose number, 30号, was hit."""
    text = section.text
    for hit in hits:
        printed = number_at(text, hit.start, hit.end)
        if printed is None:
            continue
        name = next((each for each in _names() if printed.sender.endswith(each)), "")
        start = printed.start_with(name, text)
        yield Notice(section, start, hit.end, printed.sender, name, printed.year, printed.number)


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    listed = words("citations", "notices")
    return tuple(sorted((*listed["right"], *listed["misspelt"]), key=len, reverse=True))
