"""GIK107 heading-with-full-stop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapters import chapters
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass


@rule(**described("GIK107"), needs=("sections", "year"))
def heading_with_full_stop(report: Report) -> Iterator[Finding]:
    """The heading of a chapter ends with a full stop."""
    edition = edition_for(report.year)
    if edition is None:
        return
    for chapter in chapters(edition, report.sections):
        heading = chapter.section.heading.strip()
        if heading.endswith("。"):
            yield Finding(
                section=chapter.section.number,
                quote=chapter.section.heading,
                observed=heading,
                expected=heading.rstrip("。"),
            )
