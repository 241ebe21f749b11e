"""GIK811 carry-forward-transposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def _phrases() -> Iterable[str]:
    phrases: list[str] = words("citations", "GIK811")["phrases"]
    return phrases


@rule(**described("GIK811"), needs=("sections",), phrases=_phrases)
def carry_forward_transposed(report: Report) -> Iterator[Finding]:
    listed = words("citations", "GIK811")
    for section, hits in hits_by_section(report):
        text = section.text
        for hit in hits:
            start = text.index("转结", hit.start)
            if text.startswith(tuple(listed["not_behind"]), start + 2):
                continue
            if not text.endswith(tuple(listed["not_before"]), 0, start):
                yield finding(section, start, start + 2, expected="结转")
