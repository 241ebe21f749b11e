"""GIK507 quantity-told-twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, pattern, phrases

_CARRIED = "requests.carried_in.total"
UNITS = "条件篇份项"
"""The measures of these quantities."""
_COUNT = (
    rf"(?:数量|总数|数|办件|事项|共计|总计|共|为|[：:]|\s)*(\d{{1,9}})\s?([{UNITS}])(?![次余多])"
)
_SUBJECT = pattern(
    "(?:[我本][局办委厅县市区州镇乡]|[省市县区州镇乡](?:人民)?政府|本机关|[我本]街道)(?:办公[室厅]|办)?"
)
_YEAR = pattern(r"(20\d\d)\s?年")
_NEAR = 60
"""Characters before the phrase in which a sentence earlier may name the way of publication."""


class _Said(NamedTuple):
    value: int
    unit: str
    subject: str


@lru_cache(maxsize=1)
def kinds_of_phrases() -> dict[str, str]:
    """Phrase → the quantity that it names."""
    listed: dict[str, list[str]] = words("narrative", "twice")["phrases"]
    return {phrase: kind for kind, phrases in listed.items() for phrase in phrases}


def _phrases() -> Iterable[str]:
    return kinds_of_phrases()


@rule(
    **described("GIK507"),
    needs=("sections", "year"),
    reads=(_CARRIED,),
    find=phrases(_phrases).then(_COUNT),
)
def quantity_told_twice(report: Report) -> Iterator[Finding]:
    first: dict[tuple[str, str], _Said] = {}
    for near in report.found:
        said = _read(near, report.year)
        if said is None:
            continue
        kind = kinds_of_phrases()[near.hit.phrase]
        before = first.setdefault((kind, said.unit), said)
        carried = report.cell(_CARRIED) if kind == "申请" else 0
        # 县政府 and 我办 each have a number of their own.
        of_two = before.subject and said.subject and before.subject != said.subject
        same = abs(before.value - said.value) in (0, carried)
        if not of_two and not same:
            yield finding(
                near.section,
                near.start,
                near.end,
                observed=f"{said.value}{said.unit}",
                expected=f"{before.value}{before.unit}",
            )


def _read(near: Near, year: int) -> _Said | None:
    """The number, or None if it is qualified or not of the report's own year."""
    text, start = near.section.text, near.start
    left, right = sentence_around(text, start, near.end)
    close = text[max(0, start - _NEAR) : start]
    aside = re.split("[，,；;]", right)[0]
    silent = words("narrative", "twice")["silent"]["words"]
    years = {int(each) for each in _YEAR.findall(left)}
    if years - {year} or has_any(silent, left, close, aside):
        return None
    subjects = _SUBJECT.findall(left)
    return _Said(int(near.after[1]), near.after[2], subjects[-1] if subjects else "")
