"""GIK832 subject-twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section, sentence_around, without_blanks
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def _phrases() -> Iterable[str]:
    listed = words("wording", "GIK832")
    return [*listed["subjects"], *listed["endings"]]


@rule(**described("GIK832"), needs=("sections",), phrases=_phrases)
def subject_twice(report: Report) -> Iterator[Finding]:
    begin = tuple(words("wording", "GIK832")["subjects"])
    endings = words("wording", "GIK832")["endings"]
    for section, hits in hits_by_section(report):
        for hit in hits:
            if hit.phrase not in endings:
                continue
            left, right = sentence_around(section.text, hit.start, hit.end)
            alone = not right or right[0] in "，,"
            starts = (without_blanks(each) for each in (left, left.rpartition("\n")[2]))
            if alone and any(start.startswith(begin) for start in starts):
                yield finding(section, hit.start, hit.end, expected=hit.phrase[:2])
