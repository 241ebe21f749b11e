"""GIK826 self-reference-of-another-body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def _phrases() -> Iterable[str]:
    listed = words("wording", "GIK826")
    names = dict.fromkeys(name for body in listed["bodies"].values() for name in body["never"])
    return [name + act for name in names for act in listed["acts"]["words"]]


@rule(**described("GIK826"), needs=("sections", "publisher"), phrases=_phrases)
def self_reference_of_another_body(report: Report) -> Iterator[Finding]:
    bodies = words("wording", "GIK826")["bodies"]
    kind = next((ending for ending in bodies if report.publisher.endswith(ending)), None)
    # Where its own name for itself never comes, the publisher may have been read wrongly.
    if kind is None or not any(bodies[kind]["own"] in one.text for one in report.sections):
        return
    for section, hits in hits_by_section(report):
        for hit in hits:
            name = next((one for one in bodies[kind]["never"] if hit.phrase.startswith(one)), None)
            before = section.text[max(0, hit.start - 1) : hit.start]
            # 自我局限, and what somebody else says.
            if name is not None and before not in ("自", "“", "："):
                end = hit.start + len(name)
                yield finding(section, hit.start, end, expected=bodies[kind]["own"])
