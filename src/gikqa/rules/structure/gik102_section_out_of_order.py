"""GIK102 section-out-of-order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapter_conditions import has_chapter_too_late, has_doubled_chapter
from gikqa.rules.structure.chapters import chapters, title_of
from gikqa.rules.texts import described


@rule(
    **described("GIK102"),
    needs=("sections", "year"),
    # A doubled chapter has a rule of its own.
    where=has_chapter_too_late & ~has_doubled_chapter,
)
def section_out_of_order(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    found = list(chapters(edition, report.sections))
    numbers = [chapter.number for chapter in found]
    for before, here in pairwise(found):
        if here.number < before.number:
            yield Finding(
                section=here.section.number,
                quote=here.section.heading,
                observed=" → ".join(str(number) for number in numbers),
                expected=" → ".join(str(number) for number in sorted(numbers)),
                params={
                    "left": here.section.heading,
                    "place": title_of(edition, before.number).heading,
                },
            )
            return
