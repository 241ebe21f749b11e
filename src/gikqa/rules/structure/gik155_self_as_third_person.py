"""GIK155 self-as-third-person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, Section, column, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.structure.levels import listed
from gikqa.rules.texts import described
from gikqa.text import pattern, phrases

_KIND = pattern(
    "(镇|乡|街道|局|厅|委|县|区|市|院|校|中心)(?:人民政府|政府|办事处|员会)?(?:办公[室厅]|政府办)?$"
)
_REACH = 150
"""Characters before 该局 in which another bureau may be named."""

_OWN = ("我", "本", "全", "该")


def _phrases() -> Iterable[str]:
    return [f"该{kind}" for kind in listed("kinds")]


@rule(
    **described("GIK155"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(_KIND.pattern),
    find=phrases(_phrases).then(f"(?!{'|'.join(listed('not_after_kind'))})"),
)
def self_as_third_person(report: Report) -> Iterator[Finding]:
    publisher = report.publisher
    found = _KIND.search(publisher)
    kind = found[1] if found else ""
    for near in report.found:
        if near.hit.phrase == f"该{kind}" and not _names_another(
            near.section, near.start, kind, publisher
        ):
            yield finding(near.section, near.start, near.end, expected=f"我{kind}")


def _names_another(section: Section, place: int, kind: str, publisher: str) -> bool:
    """Whether another body of this kind is named shortly before a place."""
    before = section.text[max(0, place - _REACH) : place]
    own = publisher[: publisher.rindex(kind) + len(kind)][-2 - len(kind) :]
    ends = (match.end() for match in re.finditer(kind, before))
    return any(not before[:end].endswith((own, *(one + kind for one in _OWN))) for end in ends)
