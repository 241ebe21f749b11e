"""GIK124 chapter-misnumbered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapters import NUMERALS, chapters
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass


@rule(**described("GIK124"), needs=("sections", "year"))
def chapter_misnumbered(report: Report) -> Iterator[Finding]:
    """All chapters stand in their order, and one carries another number."""
    edition = edition_for(report.year)
    sections = report.sections
    printed = [section.number for section in sections if section.number]
    if edition is None or printed == list(range(1, len(printed) + 1)):
        return
    found = list(chapters(edition, sections))
    due = [chapter.number for chapter in edition.sections]
    # A chapter of the body's own moves the numbers of those that follow it.
    if [chapter.number for chapter in found] != due or len(printed) != len(due):
        return
    for chapter in found:
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
