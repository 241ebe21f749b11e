"""GIK813 doubled-word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


@lru_cache(maxsize=1)
def _entries() -> dict[str, dict[str, Any]]:
    listed = words("citations", "GIK813")
    entries = {word + word: {"expected": word} for word in listed["never_twice"]}
    return entries | {entry["phrase"]: entry for entry in listed["phrase"]}


def _phrases() -> Iterable[str]:
    return _entries()


@rule(**described("GIK813"), needs=("sections",), phrases=_phrases)
def doubled_word(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        text = section.text
        for hit in hits:
            entry = _entries()[hit.phrase]
            behind = text[hit.end : hit.end + 6]
            if behind.startswith(("再", *entry.get("not_behind", ()))):
                continue
            if text[: hit.start].endswith(tuple(entry.get("not_before", ()))):
                continue
            yield finding(section, hit.start, hit.end, expected=entry["expected"])
