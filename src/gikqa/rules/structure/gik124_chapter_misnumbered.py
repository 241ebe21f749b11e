"""GIK124 chapter-misnumbered."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapter_conditions import (
    has_chapter_too_late,
    has_doubled_chapter,
    is_numbered_through,
    lacks_a_chapter,
)
from gikqa.rules.structure.chapters import NUMERALS, chapters
from gikqa.rules.texts import described

_HAS_ALL_IN_ORDER = ~(lacks_a_chapter | has_doubled_chapter | has_chapter_too_late)


@rule(
    **described("GIK124"),
    needs=("sections", "year"),
    where=~is_numbered_through & _HAS_ALL_IN_ORDER,
)
def chapter_misnumbered(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    # A chapter of the body's own moves the numbers of those that follow it.
    if sum(section.number != 0 for section in report.sections) != len(edition.sections):
        return
    for chapter in chapters(edition, report.sections):
        number = chapter.section.number
        if number and number != chapter.number and number < len(NUMERALS):
            yield Finding(
                section=number,
                quote=chapter.section.heading,
                observed=NUMERALS[number],
                expected=NUMERALS[chapter.number],
                params={"place": chapter.section.heading},
            )
            return
