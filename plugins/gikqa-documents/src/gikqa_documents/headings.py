"""Which line begins a chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gikqa.editions import load_editions
from gikqa_documents.form import is_known
from gikqa_documents.labels import label_key, likeness, squeeze

_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}
_NUMBERED = re.compile(
    r"^[\s\u3000•#*]*(?P<numeral>[一二三四五六七八九十])(?P<mark>[、.．,，\s])\s*(?P<heading>\S.*?)[\s*#]*$"
)
_UNNUMBERED = re.compile(r"^[\s\u3000•#*]*(?P<heading>\S.*?)[\s*#]*$")
_STOPS = "。：:、；; \u3000"
_LONGEST = 40
_NEXT_LONGEST = 28
# 政府信息公开工作的基本情况 is no variant of 总体情况, but nothing else can open a report.
_OPENING = re.compile(r"总体|概述|概况|概|基本情况")
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter heading: its number as printed, its words without the numeral."""

    number: int
    text: str


@lru_cache(maxsize=1)
def _accepted() -> dict[str, int]:
    """Folded chapter heading → number, over all editions."""
    found = {}
    for edition in load_editions().values():
        for section in edition.sections:
            for heading in (section.heading, *section.variants):
                found[label_key(heading).body] = section.number
    return found


def _chapter_of(heading: str) -> int | None:
    """The number of the chapter that the form heads like this, damage allowed."""
    body = label_key(heading).body
    exact = _accepted().get(body)
    if exact is not None:
        return exact
    best = max(_accepted(), key=lambda known: likeness(body, known))
    return _accepted()[best] if likeness(body, best) >= _ALIKE else None


def read_heading(line: str, after: int) -> Heading | None:
    """The chapter heading that a line prints; `after` is the number of the chapter before it.

    A line is a heading if the form has it, or if it carries the next number and is short; that
    second way is for reports before 2019, whose chapters nobody prescribed.
    """
    text = line.strip("\t\r\n \u3000\xa0")
    return _heading(text, after) if 0 < len(text) <= _LONGEST else None


# Every part of the reading asks this of the same lines again.
@lru_cache(maxsize=4096)
def _heading(text: str, after: int) -> Heading | None:
    if is_known(text):
        return None
    numbered = _NUMBERED.match(text)
    if numbered is None:
        return _unnumbered(text)
    heading = numbered["heading"].strip(_STOPS)
    number = _NUMERALS[numbered["numeral"]]
    if not heading or is_known(heading):
        return None
    if _chapter_of(heading) is not None:
        return Heading(number, heading)
    if not numbered["mark"].strip() and len(squeeze(heading)) > 4:
        return None
    follows = number == after + 1 and (number > 1 or _OPENING.search(squeeze(heading)))
    short = len(heading) <= _NEXT_LONGEST and not re.search(r"[。；;！？]", heading)
    return Heading(number, heading) if follows and short else None


def _unnumbered(text: str) -> Heading | None:
    match = _UNNUMBERED.match(text)
    if match is None:
        return None
    heading = match["heading"].strip(_STOPS)
    number = _accepted().get(label_key(heading).body)
    # A numeral is sometimes lost; only the very words of the form make up for it.
    return Heading(number, heading) if number and not label_key(heading).number else None


def expected_number(heading: str) -> int | None:
    """The number that the form gives to a chapter headed like this."""
    return _chapter_of(heading)
