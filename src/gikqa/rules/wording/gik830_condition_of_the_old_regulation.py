"""GIK830 condition-of-the-old-regulation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.citations.orders import FIRST_YEAR_OF_NEW
from gikqa.rules.shared.text_around import finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def _phrases() -> Iterable[str]:
    phrases: list[str] = words("wording", "GIK830")["phrases"]
    return phrases


@rule(**described("GIK830"), needs=("sections", "year"), phrases=_phrases)
def condition_of_the_old_regulation(report: Report) -> Iterator[Finding]:
    if report.year < FIRST_YEAR_OF_NEW:
        return
    for section, hits in hits_by_section(report):
        for hit in hits:
            around = sentence_around(section.text, hit.start, hit.end)
            if not has_any(words("wording", "GIK830")["permitted"], *around):
                yield finding(section, hit.start, hit.end)
