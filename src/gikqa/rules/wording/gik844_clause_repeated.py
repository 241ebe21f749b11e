"""GIK844 clause-repeated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described

_CLAUSE = re.compile(r"[^，,、。；;：:！？\n]*")
_LEAST = 6
"""Shorter clauses come twice by rhythm: 管理，加强和管理."""


def _phrases() -> Iterable[str]:
    return [f"{mark}{verb}和" for mark in "，,、" for verb in words("wording", "GIK844")["verbs"]]


@rule(**described("GIK844"), needs=("sections",), phrases=_phrases)
def clause_repeated(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        for hit in hits:
            clause = _CLAUSE.match(section.text, hit.end)
            again = clause[0] if clause else ""
            if len(again) >= _LEAST and section.text.endswith(again, 0, hit.start):
                end = hit.end + len(again)
                told = section.text[hit.start + 1 : end]
                yield finding(section, hit.start - len(again), end, expected=told)
