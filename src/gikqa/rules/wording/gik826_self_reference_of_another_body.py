"""GIK826 self-reference-of-another-body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import phrases

_WORDS = words("wording", "GIK826")


def _phrases() -> Iterable[str]:
    return dict.fromkeys(name for body in _WORDS["bodies"].values() for name in body["never"])


@rule(
    **described("GIK826"),
    needs=("sections", "publisher"),
    find=phrases(_phrases)
    .then(f"(?!{'|'.join(_WORDS['not_after'])})")
    .after(f"(?:^|[^{_WORDS['not_before']}])"),
)
def self_reference_of_another_body(report: Report) -> Iterator[Finding]:
    bodies = _WORDS["bodies"]
    kind = next((ending for ending in bodies if report.publisher.endswith(ending)), None)
    # Where its own name for itself never comes, the publisher may have been read wrongly.
    if kind is None or not has_any(bodies[kind]["own"], *(one.text for one in report.sections)):
        return
    for near in report.found:
        if near.hit.phrase in bodies[kind]["never"]:
            yield finding(
                near.section, near.hit.start, near.hit.end, expected=bodies[kind]["own"][0]
            )
