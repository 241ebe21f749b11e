"""GIK823 passage-twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.citations.surroundings import finding, sentence_around, without_blanks
from gikqa.rules.texts import described
from gikqa.rules.wording.listed import words

_LEAST = 24
"""Characters of a sentence that does not come twice by chance."""


def _phrases() -> Iterable[str]:
    listed = words("GIK823")
    return [*listed["contact"], *listed["openings"]]


@rule(**described("GIK823"), needs=("sections",), phrases=_phrases)
def passage_twice(report: Report) -> Iterator[Finding]:
    """A sentence stands twice in one chapter, or the note on getting the report in two chapters."""
    contact = words("GIK823")["contact"]
    times = Counter(hit.phrase for hit in report.hits)
    told: dict[str, int] = {}
    for hit in sorted(report.hits, key=lambda hit: (hit.index, hit.start)):
        if hit.phrase not in contact and times[hit.phrase] < 2:
            continue
        section = report.sections[hit.index]
        left, right = sentence_around(section.text, hit.start, hit.end)
        end = hit.end + len(right)
        if hit.phrase in contact:
            if told.setdefault("contact", hit.index) < hit.index:
                told["contact"] = hit.index
                yield finding(section, hit.start, end, observed=hit.phrase)
            continue
        start = hit.start - len(left.lstrip())
        sentence = without_blanks(section.text[start:end])
        key = f"{hit.index} {sentence}"
        # Two phrases may stand in one sentence.
        if len(sentence) >= _LEAST and told.setdefault(key, start) < start:
            told[key] = start
            yield finding(section, start, end)
