"""GIK823 passage-twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described

_LEAST = 68
"""Bytes, some 23 characters, of a sentence that does not come twice by chance."""


def _phrases() -> Iterable[str]:
    listed = words("wording", "GIK823")
    return [*listed["contact"], *listed["openings"]]


@rule(**described("GIK823"), needs=("sections",), phrases=_phrases)
def passage_twice(report: Report) -> Iterator[Finding]:
    contact = words("wording", "GIK823")["contact"]
    told: dict[str, int] = {}
    for hit in report.hits:
        section = report.sections[hit.index]
        is_note = hit.phrase in contact
        if not is_note and section.text[max(0, hit.start - 1) : hit.start].strip(
            "。；！？ \n\t\u3000"
        ):
            continue
        left, right = sentence_around(section.text, hit.start, hit.end)
        end = hit.end + len(right)
        if is_note:
            if told.setdefault("contact", hit.index) < hit.index:
                told["contact"] = hit.index
                yield finding(section, hit.start, end, observed=hit.phrase)
            continue
        sentence = section.text[hit.start : end]
        key = f"{hit.index} {sentence}"
        begins = not left.strip() and len(sentence.encode()) >= _LEAST
        if begins and told.setdefault(key, hit.start) < hit.start:
            told[key] = hit.start
            yield finding(section, hit.start, end)
