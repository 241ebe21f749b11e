"""GIK104 heading-misprinted."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapter_conditions import has_heading
from gikqa.rules.structure.chapters import cut_of, misprint_of
from gikqa.rules.texts import described


def _is_misprinted(edition: str, heading: str) -> bool:
    return (misprint_of(edition, heading) or cut_of(edition, heading)) is not None


@rule(**described("GIK104"), needs=("sections", "year"), where=has_heading(_is_misprinted))
def heading_misprinted(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    for section in report.sections:
        if not section.number:
            continue
        meant = misprint_of(edition.key, section.heading)
        whole = meant or cut_of(edition.key, section.heading)
        if whole is not None:
            yield Finding(
                section=section.number,
                quote=section.heading,
                observed=section.heading,
                expected=whole[1],
                # A beginning that is lost may have been lost by the page or in reading.
                severity=None if meant else Severity.INFO,
                confidence=None if meant else Confidence.HINT,
            )
