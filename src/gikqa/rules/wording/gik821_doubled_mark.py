"""GIK821 doubled-mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section, one_for_many
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described

_MARKS = "。，；、：,.…"


def _phrases() -> Iterable[str]:
    phrases: list[str] = words("wording", "GIK821")["doubled"]
    return phrases


@rule(**described("GIK821"), needs=("sections",), phrases=_phrases)
def doubled_mark(report: Report) -> Iterator[Finding]:
    return one_for_many(_findings(report))


def _findings(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        for hit in hits:
            around = (
                section.text[max(0, hit.start - 1) : hit.start],
                section.text[hit.end : hit.end + 1],
            )
            # Three and more are dots for what is left out.
            if not any(mark and mark in _MARKS for mark in around):
                yield finding(section, hit.start, hit.end)
