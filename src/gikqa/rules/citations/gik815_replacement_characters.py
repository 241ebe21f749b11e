"""GIK815 replacement-characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def _phrases() -> Iterable[str]:
    phrases: list[str] = words("citations", "GIK815")["phrases"]
    return phrases


@rule(**described("GIK815"), needs=("sections",), phrases=_phrases)
def replacement_characters(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        start = end = hits[0].start
        for hit in hits:
            if hit.start != end:
                break
            end = hit.end
        more = f"{len(hits)}×" if len(hits) > 1 else ""
        yield finding(section, start, end, observed=more + section.text[start:end])
