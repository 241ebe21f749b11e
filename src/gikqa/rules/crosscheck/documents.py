"""What a narrative says of documents issued, repealed and in force, against table two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gikqa import Finding, Hit, Report, Undetermined
from gikqa.rules.crosscheck.bodies import is_of_an_office
from gikqa.rules.crosscheck.cells import count_at
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.text import pattern

_COLUMNS = {
    "issued": ("issued", "newly_made", "newly_disclosed"),
    "repealed": ("repealed",),
    "in_force": ("in_force",),
}
"""What was done → columns that may count it; 2019 counts what was made and what was disclosed."""

_COUNT = pattern(r"(?:数量|数|总数|共计|共|为|有|[：:]|\s)*(\d{1,5})\s?[件份部个](?![次余多])")
_BEFORE = pattern(r"(?:了|共计|共)?(?<!\d)(\d{1,5})\s?$")
_MEASURES = "件份部个"


class _Said(NamedTuple):
    done: str
    value: int
    hit: Hit
    start: int
    end: int


def document_phrases(row: str) -> Iterable[str]:
    """Deed and document as they are printed together, and documents behind their measure."""
    listed = words("crosscheck", "documents")
    for noun in listed["named"][row]:
        yield from (verb + noun for verbs in listed["done"].values() for verb in verbs)
        yield from (measure + noun for measure in listed["measures"][row])


def document_cells(row: str) -> tuple[str, ...]:
    """The cells of both forms that count documents of this kind."""
    return tuple(
        f"disclosure.{row}.{column}" for columns in _COLUMNS.values() for column in columns
    )


def differing_documents(report: Report, row: str) -> Iterator[Finding]:
    """What the rule's phrases count otherwise than the table, each deed for itself."""
    said = [found for hit in report.hits if (found := _read(report, row, hit))]
    unsure = False
    differing: list[Finding] = []
    for done in dict.fromkeys(each.done for each in said):
        cells = tuple(f"disclosure.{row}.{column}" for column in _COLUMNS[done])
        known = {path: value for path in cells if (value := count_at(report, path)) is not None}
        of_this = [each for each in said if each.done == done]
        if not known:
            unsure = True
        elif not any(each.value in known.values() for each in of_this):
            differing += [_finding(report, each, known) for each in of_this]
    if unsure and not differing:
        raise Undetermined
    yield from differing


def _read(report: Report, row: str, hit: Hit) -> _Said | None:
    """The number beside a phrase, if it counts documents of this body and year."""
    text = report.sections[hit.index].text
    listed = words("crosscheck", "documents")
    left, right = sentence_around(text, hit.start, hit.end)
    silent = (*listed["silent"]["words"], *words("crosscheck", "scope")["others"])
    if has_any(silent, left + right) or is_of_an_office(report, left):
        return None
    if hit.phrase[0] in _MEASURES:  # 制发3件规范性文件
        before = _BEFORE.search(left)
        verb = _verb(left[: before.start()]) if before else None
        if before is None or verb is None:
            return None
        start = hit.start - len(left) + before.start() - len(verb[0])
        return _Said(verb[1], int(before[1]), hit, start, hit.end)
    verb = _verb(hit.phrase.removesuffix("规范性文件").removesuffix("行政").removesuffix("规章"))
    count = _COUNT.match(text, hit.end)
    if verb is None or count is None:
        return None
    return _Said(verb[1], int(count[1]), hit, hit.start, count.end())


def _verb(text: str) -> tuple[str, str] | None:
    """The deed that a text ends with, as printed and as the columns know it; the longest."""
    found = [
        (len(verb), verb, kind)
        for kind, verbs in words("crosscheck", "documents")["done"].items()
        for verb in verbs
        if text.removesuffix("政府").endswith(verb)
    ]
    return max(found)[1:] if found else None


def _finding(report: Report, said: _Said, known: dict[str, int]) -> Finding:
    section = report.sections[said.hit.index]
    return Finding(
        cells=tuple(known),
        section=section.number,
        start=said.start,
        end=said.end,
        quote=section.text[said.start : said.end],
        observed=str(said.value),
        expected=" / ".join(dict.fromkeys(map(str, known.values()))),
    )
