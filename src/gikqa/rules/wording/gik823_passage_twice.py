"""GIK823 passage-twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import comes_again

_LEAST = 22
"""Characters of a passage that does not come twice by chance; fewer with a number."""
_NUMBER = re.compile(r"\d{2,}")


def _without() -> Iterable[str]:
    listed: list[str] = words("wording", "GIK823")["set"]
    return listed


@rule(
    **described("GIK823"),
    needs=("sections",),
    find=comes_again(least=42, whole=16, without=_without),
)
def passage_twice(report: Report) -> Iterator[Finding]:
    for again in report.found:
        if len(again.quote) >= _LEAST or _NUMBER.search(again.quote):
            yield finding(again.section, again.start, again.end)
