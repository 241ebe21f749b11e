"""GIK812 regulation-name-misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def _phrases() -> Iterable[str]:
    phrases: dict[str, str] = words("citations", "GIK812")["phrases"]
    return phrases


@rule(**described("GIK812"), needs=("sections",), phrases=_phrases)
def regulation_name_misspelt(report: Report) -> Iterator[Finding]:
    listed = words("citations", "GIK812")
    for section, hits in hits_by_section(report):
        for hit in hits:
            if not section.text.startswith(tuple(listed["not_behind"]), hit.end):
                expected = listed["phrases"][hit.phrase]
                yield finding(section, hit.start, hit.end, expected=expected)
