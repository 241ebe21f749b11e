"""GIK852 note-twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.in_two_sections import InTwoSections
from gikqa.rules.shared.text_around import finding, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def _phrases() -> Iterable[str]:
    phrases: list[str] = words("wording", "GIK852")["contact"]
    return phrases


@rule(**described("GIK852"), needs=("sections",), find=InTwoSections(_phrases))
def note_twice(report: Report) -> Iterator[Finding]:
    for hit in report.found:
        section = report.sections[hit.index]
        _, right = sentence_around(section.text, hit.start, hit.end)
        yield finding(section, hit.start, hit.end + len(right), observed=hit.phrase)
