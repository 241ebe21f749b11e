"""GIK156 township-of-another-kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.structure.levels import LOWEST, kind_of_township, listed
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_KINDS = ("镇", "乡", "街道")
_AT_ONCE = ("本", "全")
_SHORT = "全街"
_ORGANS = ("政府", "人民政府", "党委", "机关", "人大")
_OF_STREETS = {"街道党工委": "党委", "街道办事处": "政府"}
"""The organs of a street, and what a town has instead."""


def _selves() -> Iterable[str]:
    return [self + kind for kind in _KINDS for self in _AT_ONCE] + [_SHORT]


def _organs() -> Iterable[str]:
    return [kind + organ for kind in _KINDS[:2] for organ in _ORGANS] + list(_OF_STREETS)


@rule(
    **described("GIK156"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(LOWEST),
    find=either(
        phrases(_selves).then("(?![镇街乡村土（(、面景区巷段道路坊头])"),
        phrases(_organs).after(rf"(?:^|[\s{listed('before_an_organ')}])"),
    ),
)
def township_of_another_kind(report: Report) -> Iterator[Finding]:
    own = kind_of_township(report.publisher)
    for near in report.found:
        phrase = "全街道" if near.hit.phrase == _SHORT else near.hit.phrase
        kind = next(kind for kind in _KINDS if kind in phrase)
        if own is not None and kind != own:
            meant = (
                own + _OF_STREETS[phrase] if phrase in _OF_STREETS else phrase.replace(kind, own)
            )
            if own == "街道":
                meant = meant.replace("人民政府", "办事处").replace("政府", "办事处")
            yield finding(near.section, near.hit.start, near.hit.end, expected=meant)
