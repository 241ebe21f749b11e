"""GIK812 regulation-name-misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases
from gikqa.text.citations import CitedTitle, CitedTitles, misprint_of


def _phrases() -> Iterable[str]:
    printed: dict[str, str] = words("citations", "GIK812")["phrases"]
    return printed


def _meant(title: str) -> str | None:
    """The title of the Regulation, if it is misprinted here."""
    found = misprint_of(title)
    return found.meant.title if found and found.meant.is_regulation else None


@rule(
    **described("GIK812"),
    needs=("sections",),
    find=either(phrases(_phrases), CitedTitles(_meant)),
)
def regulation_name_misspelt(report: Report) -> Iterator[Finding]:
    listed = words("citations", "GIK812")
    read = (0, 0)
    for found in report.found:
        if isinstance(found, CitedTitle):
            start, end, expected = found.start, found.end, f"《{found.verdict}》"
        else:
            start, end = found.start, found.end
            expected = listed["phrases"][found.hit.phrase]
            if found.section.text.startswith(tuple(listed["not_behind"]), end):
                continue
        # A misprinted title may hold a misprinted word as well.
        if (found.place[0], start) >= read:
            read = (found.place[0], end)
            yield finding(found.section, start, end, expected=expected)
