"""GIK813 doubled-word."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.citations.doubling import NAME, slip, usual
from gikqa.rules.shared.doubled import doubled
from gikqa.rules.shared.text_around import finding, one_for_many
from gikqa.rules.texts import described


@rule(**described("GIK813"), needs=("sections",), find=doubled(slip, usual))
def doubled_word(report: Report) -> Iterator[Finding]:
    return one_for_many(_findings(report))


def _findings(report: Report) -> Iterator[Finding]:
    for found in report.found:
        section = found.section
        if found.verdict != NAME:
            yield finding(section, found.start, found.end, expected=found.word)
            continue
        # 柳镇镇 is a name if the publisher is called so; otherwise the publisher has one 镇.
        name = section.text[max(0, found.start - 2) : found.start + 1]
        if len(name) == 3 and f"{name}人民政府" in (report.publisher or ""):
            yield finding(section, found.start, found.end, expected=found.word)
