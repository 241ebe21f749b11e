"""GIK854 how-to-get-it-missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import phrases

_LISTED = words("wording", "GIK854")


def _phrases() -> Iterable[str]:
    links = ("可", "可以", "")
    return ["".join(each) for each in product(_LISTED["reports"], links, "在从通")]


@rule(
    **described("GIK854"),
    needs=("sections",),
    find=phrases(_phrases).then(
        f"(?:{'|'.join(_LISTED['names'])}|(?![{_LISTED['verbs']}])[^。！？\\n]){{4,150}}+。"
    ),
)
def how_to_get_it_missing(report: Report) -> Iterator[Finding]:
    for near in report.found:
        yield finding(near.section, near.start, near.end - 1)
