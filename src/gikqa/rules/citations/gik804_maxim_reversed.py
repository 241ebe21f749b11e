"""GIK804 maxim-reversed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, Severity, rule
from gikqa.rules.shared.text_around import (
    REACH,
    finding,
    has_any,
    hits_by_section,
    sentence_around,
    stands_free,
)
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def _phrases() -> Iterable[str]:
    listed = words("citations", "GIK804")
    return [*listed["right"], *listed["reversed"], *listed["negation_lost"]]


@rule(**described("GIK804"), needs=("sections",), phrases=_phrases)
def maxim_reversed(report: Report) -> Iterator[Finding]:
    listed = words("citations", "GIK804")
    for section, hits in hits_by_section(report):
        for hit in hits:
            if hit.phrase in listed["right"] or not _begins_here(section.text, hit.start):
                continue
            around = sentence_around(section.text, hit.start, hit.end)
            if has_any(listed["permitted"], *around):
                continue
            turned = hit.phrase in listed["reversed"]
            yield finding(
                section,
                hit.start,
                hit.end,
                expected=(listed["reversed"] | listed["negation_lost"])[hit.phrase],
                severity=Severity.ERROR if turned else None,
            )


def _begins_here(text: str, start: int) -> bool:
    # 依申请公开为例外 and 不予公开为例外 are right; a line may break behind their first word.
    before = text[max(0, start - REACH) : start].rstrip()
    return stands_free(before, len(before)) or before.endswith(("以", "坚持", "做到", "实现"))
