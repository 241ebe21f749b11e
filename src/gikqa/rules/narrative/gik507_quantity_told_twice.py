"""GIK507 quantity-told-twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from gikqa import Finding, Hit, Report, rule
from gikqa.rules.citations.surroundings import has_any, sentence_around
from gikqa.rules.narrative.lists import list_finding, words
from gikqa.rules.texts import described

_CARRIED = "requests.carried_in.total"
_UNITS = "条件篇份项"
_COUNT = re.compile(
    rf"(?:数量|总数|数|共计|总计|共|为|[：:]|\s)*(\d{{1,9}})\s?([{_UNITS}])(?![次余多])"
)
_SUBJECT = re.compile(
    "(?:[我本][局办委厅县市区州镇乡]|[省市县区州镇乡](?:人民)?政府|本机关|[我本]街道)(?:办公[室厅]|办)?"
)
_YEAR = re.compile(r"(20\d\d)\s?年")
_NEAR = 60
"""Where the way of publication is told a sentence earlier, it is told within so many characters."""


@dataclass(frozen=True, slots=True)
class _Said:
    hit: Hit
    value: int
    unit: str
    subject: str
    end: int


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    listed: dict[str, list[str]] = words()["twice"]["phrases"]
    return {phrase: kind for kind, phrases in listed.items() for phrase in phrases}


def _phrases() -> Iterable[str]:
    return _kinds()


@rule(
    **described("GIK507"),
    needs=("sections", "year"),
    reads=(_CARRIED,),
    phrases=_phrases,
)
def quantity_told_twice(report: Report) -> Iterator[Finding]:
    """The same quantity of the year is given with two values."""
    first: dict[tuple[str, str], _Said] = {}
    for hit in sorted(report.hits, key=lambda hit: (hit.index, hit.start)):
        said = _read(report, hit)
        if said is None:
            continue
        kind = _kinds()[hit.phrase]
        before = first.setdefault((kind, said.unit), said)
        carried = report.cell(_CARRIED) if kind == "申请" else 0
        # 县政府 and 我办 each have a number of their own.
        of_two = before.subject and said.subject and before.subject != said.subject
        same = abs(before.value - said.value) in (0, carried)
        if not of_two and not same:
            yield list_finding(
                report.sections[hit.index],
                hit.start,
                said.end,
                observed=f"{said.value}{said.unit}",
                expected=f"{before.value}{before.unit}",
            )


def _read(report: Report, hit: Hit) -> _Said | None:
    """An unqualified number of the report's own year, or None."""
    text = report.sections[hit.index].text
    count = _COUNT.match(text, hit.end)
    if count is None:
        return None
    left, right = sentence_around(text, hit.start, count.end())
    near = text[max(0, hit.start - _NEAR) : hit.start]
    years = {int(year) for year in _YEAR.findall(left)}
    aside = re.split("[，,；;]", right)[0]
    if years - {report.year} or has_any(words()["twice"]["silent"]["words"], left, near, aside):
        return None
    subjects = _SUBJECT.findall(left)
    return _Said(hit, int(count[1]), count[2], subjects[-1] if subjects else "", count.end())
