"""Finds telephone numbers and postal codes behind their labels, in the ways they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli

from gikqa import Report, Section
from gikqa.text import pattern

# As far as a number, or a second one after a comma, stands behind its label.
WINDOW = 48
STOP = pattern(r"[。；;！？\n]")
SENTENCE_END = pattern(r"[。；！？\n]")
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
DASH = r"[\s\-—–－―─‐‑~～·]"
# 010, 02x and 03xx to 09xx; 013 to 019 are mobile numbers dialled from afar. 12345, 400 and 800
# numbers have no area code.
PHONE = pattern(
    rf"(?<!\d)(?:\+?86{DASH}?)?[（(]?(0(?:10|2\d|[3-9]\d\d))([)）]?{DASH}{{0,3}})(\d{{5,}})"
)
POSTAL = pattern(r"\D{0,5}(?<!\d)(\d{6})(?!\d)")


class Number(NamedTuple):
    """A number in a section: the whole of it, and its parts."""

    section: Section
    start: int
    end: int
    area_code: str
    local: str
    is_parted: bool

    @property
    def quote(self) -> str:
        """The number as it is printed."""
        return self.section.text[self.start : self.end]


def phone_labels() -> tuple[str, ...]:
    """The words behind which telephone numbers stand."""
    return tuple(_words()["labels"]["phone"])


def postal_labels() -> tuple[str, ...]:
    """The words behind which postal codes stand."""
    return tuple(_words()["labels"]["postal"])


def phones(report: Report) -> Iterator[Number]:
    """The telephone numbers with an area code that are the office's own, each once."""
    seen = set()
    for section, _, end in _own_labels(report):
        window = STOP.split(section.text[end : end + WINDOW].translate(FULL_WIDTH))[0]
        for found in PHONE.finditer(window):
            area, between, local = found.groups()
            start = end + found.start(1)
            if (id(section), start) not in seen:
                seen.add((id(section), start))
                yield Number(section, start, end + found.end(), area, local, bool(between))


def area_codes_in(text: str) -> set[str]:
    """The area codes of all telephone numbers in a text, whoever's they are."""
    return {found[1] for found in PHONE.finditer(text.translate(FULL_WIDTH))}


def postal_codes(report: Report) -> Iterator[Number]:
    """The postal codes that are the office's own."""
    for section, _, end in _own_labels(report):
        window = section.text[end : end + 12].translate(FULL_WIDTH)
        found = POSTAL.match(window)
        if found is not None:
            start = end + found.start(1)
            yield Number(section, start, end + found.end(1), "", found[1], False)


def _own_labels(report: Report) -> Iterator[tuple[Section, int, int]]:
    others = _words()["somebody_else"]
    for hit in report.hits:
        section = report.sections[hit.index]
        before = section.text[max(0, hit.start - others["reach"]) : hit.start]
        behind = section.text[hit.end : hit.end + WINDOW]
        is_others = _has_any(others["words"], SENTENCE_END.split(before)[-1])
        if not is_others and not _has_any(others["behind"], SENTENCE_END.split(behind)[0]):
            yield section, hit.start, hit.end


def _has_any(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomli.loads((files("gikqa_locale") / "contact_lines.toml").read_text("utf-8"))
