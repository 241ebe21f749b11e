"""GIK107 heading-with-full-stop."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapter_conditions import has_heading
from gikqa.rules.structure.chapters import chapters
from gikqa.rules.texts import described


def _is_stopped(edition: str, heading: str) -> bool:
    return heading.strip().endswith("。")


@rule(
    **described("GIK107"),
    needs=("sections", "year"),
    where=has_heading(_is_stopped, numbered=False),
)
def heading_with_full_stop(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    for chapter in chapters(edition, report.sections):
        if _is_stopped(edition.key, chapter.section.heading):
            heading = chapter.section.heading.strip()
            yield Finding(
                section=chapter.section.number,
                quote=chapter.section.heading,
                observed=heading,
                expected=heading.rstrip("。"),
            )
