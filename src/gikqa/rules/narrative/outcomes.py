"""The outcomes of requests as a narrative lists them: 予以公开12件，不予公开3件 and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from gikqa import Hit, Report, Section
from gikqa.rules.narrative.lists import words

if TYPE_CHECKING:
    from gikqa.screens import Flags, Screening

COUNT = re.compile(r"(?:的|申请|政府信息|共|为|有|计|[：:]|\s){0,3}(\d{1,7})\s?件")
"""The number behind an outcome."""
_LINK = re.compile(r"\s?(?:及|和|或|与|、)\s?(?:予以)?")
_APART = 60
"""Two outcomes of one list stand no farther apart."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome with its number. `kinds` are two if the narrative counts them together."""

    kinds: tuple[str, ...]
    value: int
    start: int
    end: int
    lead: str
    """What stands in front of it in its clause."""


def outcome_words() -> Iterable[str]:
    """The outcomes as printed."""
    found: dict[str, str] = words()["outcomes"]["words"]
    return found


def words_of_outcomes() -> Mapping[str, str]:
    """Outcome as printed → the row that it stands for."""
    found: dict[str, str] = words()["outcomes"]["words"]
    return found


def outcomes_linked(screening: Screening) -> Flags:
    """The hits that may share one number with the outcome behind them."""
    from gikqa.screens import BLANKS, character_at, flags_of, skip

    text = screening.narratives.text
    places = skip(text, screening.found.ends, flags_of(BLANKS), 2)
    follows, _ = character_at(text, places)
    linked: Flags = flags_of([*"及和或与、予", *BLANKS])[follows]
    return linked


def outcome_lists(report: Report) -> Iterator[tuple[Section, list[Outcome]]]:
    """The lists of at least three outcomes, each kind once, that speak of requests."""
    rows = words()["outcomes"]["words"]
    named = [hit for hit in report.hits if hit.phrase in rows]  # a rule may look for others, too
    for index, hits in groupby(named, key=lambda hit: hit.index):
        section = report.sections[index]
        for found in _runs(_outcomes(section.text, sorted(hits, key=lambda hit: hit.start))):
            kinds = [kind for outcome in found for kind in outcome.kinds]
            before = section.text[max(0, found[0].start - 200) : found[0].start]
            if len(found) >= 3 and len(set(kinds)) == len(kinds) and "申请" in before:
                yield section, found


def _outcomes(text: str, hits: Sequence[Hit]) -> Iterator[Outcome]:
    rows = words()["outcomes"]["words"]
    merged: list[Hit] = []
    for hit in hits:
        if not (merged and _LINK.fullmatch(text, merged[-1].end, hit.start)):
            merged.clear()
        merged.append(hit)
        count = COUNT.match(text, hit.end)
        if count is not None:
            start = merged[0].start
            kinds = tuple(rows[one.phrase] for one in merged)
            lead = re.split(r"[，。；;、\n）)]", text[max(0, start - 40) : start])[-1]
            yield Outcome(kinds, int(count[1]), start, count.end(), lead)
            merged = []


def _runs(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """The outcomes that stand close to one another."""
    found = list(outcomes)
    cuts = [0]
    cuts += [place for place, (a, b) in enumerate(pairwise(found), 1) if b.start - a.end > _APART]
    for start, end in pairwise([*cuts, len(found)]):
        if found[start:end]:
            yield found[start:end]
