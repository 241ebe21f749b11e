"""GIK819 bracket-left-open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import (
    MOST,
    finding,
    hits_by_section,
    is_nowhere,
    one_for_many,
)
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.paragraphs import paragraph_behind

OPENING, CLOSING = "（(", "）)"
"""The brackets that open, and those that close."""


def _phrases() -> Iterable[str]:
    return [mark + word for mark in OPENING for word in words("wording", "GIK819")["openers"]]


@rule(**described("GIK819"), needs=("sections",), phrases=_phrases)
def bracket_left_open(report: Report) -> Iterator[Finding]:
    found = list(_findings(report))
    lost = found and all(is_nowhere(mark, report) for mark in CLOSING)
    return one_for_many(found, at_most=1 if lost else MOST)


def _findings(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        reached = 0
        for hit in hits:
            rest = paragraph_behind(section.text, hit.start)
            if hit.start < reached or rest is None or _is_closed(rest):
                continue
            # One bracket left open leaves those behind it in the paragraph open, too.
            reached = hit.start + len(rest)
            yield finding(section, hit.start, hit.end, expected="）")


def _is_closed(rest: str) -> bool:
    """Whether the bracket that the text begins with is closed; 1) closes nothing."""
    depth = 0
    for character in rest:
        depth += (character in OPENING) - (character in CLOSING)
        if not depth:
            return True
    return False
