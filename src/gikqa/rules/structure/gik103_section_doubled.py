"""GIK103 section-doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapter_conditions import has_doubled_chapter
from gikqa.rules.structure.chapters import chapters
from gikqa.rules.texts import described

_CONTENTS = 3
"""So many doubled chapters are a table of contents, or two reports in one document."""


@rule(**described("GIK103"), needs=("sections", "year"), where=has_doubled_chapter)
def section_doubled(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    found = list(chapters(edition, report.sections))
    times = Counter(chapter.number for chapter in found)
    if sum(count > 1 for count in times.values()) >= _CONTENTS:
        return
    seen: set[int] = set()
    for chapter in found:
        if times[chapter.number] > 1 and chapter.number in seen:
            yield Finding(
                section=chapter.section.number,
                quote=chapter.section.heading,
                observed=str(times[chapter.number]),
                expected="1",
                params={"place": chapter.section.heading},
            )
            times[chapter.number] = 0  # one finding, however often it stands there
        seen.add(chapter.number)
