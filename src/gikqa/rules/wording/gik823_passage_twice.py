"""GIK823 passage-twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.repeated import comes_again
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def _without() -> Iterable[str]:
    listed: list[str] = words("wording", "GIK823")["set"]
    return listed


@rule(
    **described("GIK823"),
    needs=("sections",),
    find=comes_again(least=60, with_number=42, without=_without),
)
def passage_twice(report: Report) -> Iterator[Finding]:
    for again in report.found:
        yield finding(again.section, again.start, again.end)
