"""Which line begins a chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from gikqa.editions import load_editions
from gikqa.text import pattern
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.labels import label_key
from gikqa_documents.form.table_labels import is_known

_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}
_NUMBERED = pattern(
    r"^[\s\u3000•#*]*(?P<numeral>[一二三四五六七八九十])(?P<mark>[、.．,，\s])\s*(?P<heading>\S.*?)[\s*#]*$"
)
# Other numberings, or none: such a line is a chapter only if its words are exactly the form's.
_OTHERWISE = pattern(
    r"^[\s\u3000•#*]*(?:[（(](?=.[)）])|第(?=.部分))?(?P<numeral>[一二三四五六\d])"
    r"(?:[)）]|部分|[、.．:：])?[\s、:：]*(?P<heading>[^\d\s].*?)[\s*#]*$"
)
_LAST = frozenset({"其他", "其它"})
_UNNUMBERED = pattern(r"^[\s\u3000•#*]*(?P<heading>\S.*?)[\s*#]*$")
_STOPS = "。：:、；; \u3000"
_LONGEST = 40
_NEXT_LONGEST = 28
# 政府信息公开工作的基本情况 is no variant of 总体情况, but as chapter 一 it can be nothing else.
# Nor is 政府信息主动公开情况, with which reports before 2019 begin.
_OPENING = pattern(r"总体|概述|概况|概|基本情况|主动公开.{0,8}情况$")
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter heading: its number as printed, its words without the numeral.

    `by_number`: it counts as a heading for its number alone; its words are not the form's.
    """

    number: int
    text: str
    by_number: bool = field(default=False, compare=False)


@lru_cache(maxsize=1)
def _accepted() -> dict[str, int]:
    """Folded chapter heading → number, over all editions."""
    found = {}
    for edition in load_editions().values():
        for section in edition.sections:
            for heading in (section.heading, *section.variants):
                found[label_key(heading).body] = section.number
    return found


def is_in_form(numeral: str, heading: str) -> bool:
    """Whether these are exactly the form's words for the chapter of this numeral."""
    return _accepted().get(label_key(heading).body) == _NUMERALS[numeral]


def _chapter_of(heading: str) -> int | None:
    """The number of the chapter with this heading in the form; it may be damaged."""
    body = label_key(heading).body
    exact = _accepted().get(body)
    if exact is not None:
        return exact
    best = process.extractOne(
        body, _accepted().keys(), scorer=fuzz.ratio, score_cutoff=100 * _ALIKE
    )
    return None if best is None else _accepted()[best[0]]


def read_heading(line: str, after: int) -> Heading | None:
    """The chapter heading in a line; `after` is the number of the chapter before it.

    A line is a heading if the form has it, or if it is short and has the next number. The latter
    is for reports before 2019, for which no chapters were prescribed.
    """
    text = line.strip("\t\r\n \u3000\xa0")
    return _heading(text, after) if 0 < len(text) <= _LONGEST else None


# Several steps look for headings in the same lines.
@lru_cache(maxsize=4096)
def _heading(text: str, after: int) -> Heading | None:
    numbered = _NUMBERED.match(text)
    if numbered is None:
        return None if is_known(text) else _otherwise_numbered(text, after) or _unnumbered(text)
    heading = numbered["heading"].strip(_STOPS)
    number = _NUMERALS[numbered["numeral"]]
    next_one = number == after + 1
    if not heading or is_known(text) or is_known(heading):
        lone = next_one and number > 1 and _is_chapter_too(number, heading)
        return Heading(number, heading) if lone else None
    if _chapter_of(heading) is not None:
        # A full stop after a heading of the form was printed by the office; other marks are cut.
        stop = "。" if numbered["heading"].endswith("。") else ""
        return Heading(number, heading + stop)
    if not numbered["mark"].strip() and len(squeeze(heading)) > 4:
        return None
    follows = next_one and (number > 1 or _OPENING.search(squeeze(heading)))
    short = len(heading) <= _NEXT_LONGEST and not re.search(r"[。；;！？]", heading)
    return Heading(number, heading, by_number=True) if follows and short else None


@lru_cache(maxsize=1)
def _group_words() -> frozenset[str]:
    """Labels of the parts of the statistics table of 2014, which also head chapters of reports."""
    blocks = load_editions()["2014"].tables[0].blocks
    return frozenset(label_key(block.label).body for block in blocks)


def _is_chapter_too(number: int, heading: str) -> bool:
    """Whether a label, alone on its line, is a chapter heading as well."""
    body = label_key(heading).body
    return body in _group_words() or (number == max(_accepted().values()) and body in _LAST)


def _otherwise_numbered(text: str, after: int) -> Heading | None:
    """A heading of the form after (一), 1., 第一部分 or a bare numeral, if it comes next."""
    found = heading_of_form(text)
    return found if found is not None and found.number == after + 1 else None


def heading_of_form(text: str) -> Heading | None:
    """The heading in a line with exactly the form's words and number, however that is written."""
    match = _OTHERWISE.match(text)
    if match is None:
        return None
    numeral, heading = match["numeral"], match["heading"].strip(_STOPS)
    number = int(numeral) if numeral.isdigit() else _NUMERALS[numeral]
    due = _accepted().get(label_key(heading).body)
    return Heading(number, heading) if number == due else None


def _unnumbered(text: str) -> Heading | None:
    match = _UNNUMBERED.match(text)
    if match is None:
        return None
    heading = match["heading"].strip(_STOPS)
    number = _accepted().get(label_key(heading).body)
    # Tools lose numerals; a line without one counts only if its words are exactly the form's.
    return Heading(number, heading) if number and not label_key(heading).number else None


def expected_number(heading: str) -> int | None:
    """The number that the form gives to the chapter with this heading."""
    return _chapter_of(heading)


def is_heading(line: str) -> bool:
    """Whether a line may begin a chapter, by its number or in the words of the form."""
    return read_heading(line, 0) is not None or heading_of_form(line) is not None
