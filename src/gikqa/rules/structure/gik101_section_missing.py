"""GIK101 section-missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gikqa import Confidence, Finding, Report, Section, Severity, rule
from gikqa.editions import Edition, edition_for
from gikqa.rules.structure.chapter_conditions import (
    has_enough_chapters,
    has_heading,
    has_section_of_its_own,
    lacks_a_chapter,
)
from gikqa.rules.structure.chapters import (
    NUMERALS,
    Chapter,
    accepted,
    chapters,
    fold,
    title_of,
)
from gikqa.rules.texts import described

_PRINTED = {
    "disclosure": (
        "disclosure.normative_documents.disclosed_total",
        "disclosure.normative_documents.in_force",
        "disclosure.administrative_licences.decisions",
    ),
    "requests": ("requests.new_received.total", "requests.total_concluded.total"),
    "disputes": ("disputes.review.total", "disputes.litigation_direct.total"),
}
"""A cell of a table that has a value tells that the table was printed, heading or no heading."""

_HEADING_LONGEST = 40

_FIRST_TOPIC = fold("主动公开情况")


def _is_first_topic(edition: str, heading: str) -> bool:
    """Whether a heading of a chapter is that of the first item of chapter one."""
    return fold(heading) == _FIRST_TOPIC and _FIRST_TOPIC not in accepted(edition)


_BEGINS_WITH_AN_ITEM = has_heading(_is_first_topic)


@rule(
    **described("GIK101"),
    needs=("sections", "year"),
    reads=tuple(cell for cells in _PRINTED.values() for cell in cells),
    # A chapter with a heading of its own may be the one that is missed.
    where=(lacks_a_chapter & (~has_section_of_its_own | _BEGINS_WITH_AN_ITEM)).provided(
        has_enough_chapters
    ),
)
def section_missing(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    sections = report.sections
    found = list(chapters(edition, sections))
    known = {chapter.number for chapter in found}
    closed_up = _is_closed_up(found)
    own = _of_its_own(sections, found)
    for chapter in edition.sections:
        if chapter.number in known or (own and not (chapter.number == 1 and own == [1])):
            continue
        printed = _has_its_table(report, edition, chapter.number)
        sure = closed_up and chapter.number < max(known) and not printed
        if sure or not _was_lost(report, edition, chapter.number, sections):
            yield Finding(
                observed=" ".join(str(number) for number in sorted(known)),
                expected=chapter.heading,
                params={"place": str(chapter.number)},
                severity=None if sure else Severity.INFO,
                confidence=None if sure else Confidence.HINT,
            )


def _of_its_own(sections: Sequence[Section], found: Sequence[Chapter]) -> list[int]:
    """The numbers of the sections that are no chapter of the form."""
    places = {chapter.place for chapter in found}
    return [
        section.number
        for place, section in enumerate(sections)
        if section.number and place not in places
    ]


def _is_closed_up(found: Sequence[Chapter]) -> bool:
    """Whether the chapters are numbered without a gap, so that the body itself left one out."""
    return [chapter.section.number for chapter in found] == list(range(1, len(found) + 1))


def _has_its_table(report: Report, edition: Edition, number: int) -> bool:
    """Whether the table of the chapter has figures, so that its heading alone is not there."""
    table = title_of(edition, number).table
    return table is not None and any(report.cell(path) is not None for path in _PRINTED[table])


def _was_lost(report: Report, edition: Edition, number: int, sections: Sequence[Section]) -> bool:
    """Whether the chapter is there and only its heading was not recognised."""
    if _has_its_table(report, edition, number):
        return True
    words = [words for words, (chapter, _) in accepted(edition.key).items() if chapter == number]
    mark = f"{NUMERALS[number]}、"
    for section in sections:
        for line in section.text.splitlines() if section.number else ():
            if len(line) <= _HEADING_LONGEST and any(word in fold(line) for word in words):
                return True
        after = re.split(mark, re.sub(r"\s", "", section.text))[1:] if section.number else []
        if any(fold(piece[:_HEADING_LONGEST]).startswith(tuple(words)) for piece in after):
            return True
    return False
