"""The outcomes of requests as a narrative lists them: 予以公开12件，不予公开3件 and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from gikqa import Hit, Report, Section
from gikqa.rules.shared.words import words
from gikqa.text import pattern
from gikqa.text.characters import BLANKS, Flags, character_at, flags_of, skip
from gikqa.text.quantities.counts import Counts, counts_after
from gikqa.text.rule_batch import RuleBatch

COUNT = r"(?:的|申请|政府信息|共|为|有|计|[：:]|\s){0,3}(\d{1,7})\s?件"
"""The number after an outcome."""
LINK = r"\s?(?:及|和|或|与|、)\s?(?:予以)?"
"""What is printed between two outcomes that share a number."""
_COUNT, _LINK = pattern(COUNT), pattern(LINK)
_APART = 60
"""Two outcomes of one list stand no farther apart."""


class Outcome(NamedTuple):
    """One outcome with its number. `kinds` are two if the narrative counts them together."""

    kinds: tuple[str, ...]
    value: int
    start: int
    end: int
    lead: str
    """What stands in front of it in its clause."""


def outcome_words() -> Iterable[str]:
    """The outcomes as printed."""
    return words_of_outcomes()


def words_of_outcomes() -> Mapping[str, str]:
    """Outcome as printed → the row that it stands for."""
    found: dict[str, str] = words("narrative", "outcomes")["words"]
    return found


def outcomes_linked(batch: RuleBatch) -> Flags:
    """The hits that may share one number with the outcome behind them."""
    text = batch.narratives.text
    places = skip(text, batch.found.ends, flags_of(BLANKS), 2)
    follows, _ = character_at(text, places)
    linked: Flags = flags_of([*"及和或与、予", *BLANKS])[follows]
    return linked


def outcome_counts(batch: RuleBatch) -> Counts:
    """The numbers behind the outcomes."""
    passed = flags_of([*"的申请政府信息共为有计：:", *BLANKS])
    return counts_after(batch.narratives.text, batch.found.ends, passed, 12)


def outcome_lists(report: Report) -> Iterator[tuple[Section, list[Outcome]]]:
    """The lists of at least three outcomes, each kind once, that speak of requests."""
    rows = words_of_outcomes()
    named = [hit for hit in report.hits if hit.phrase in rows]  # a rule may look for others, too
    for index, hits in groupby(named, key=lambda hit: hit.index):
        section = report.sections[index]
        outcomes = _outcomes(section.text, list(hits))
        for found in _runs(section.text, outcomes):
            kinds = [kind for outcome in found for kind in outcome.kinds]
            before = section.text[max(0, found[0].start - 200) : found[0].start]
            if len(found) >= 3 and len(set(kinds)) == len(kinds) and "申请" in before:
                yield section, found


def _outcomes(text: str, hits: Sequence[Hit]) -> Iterator[Outcome]:
    rows = words_of_outcomes()
    merged: list[Hit] = []
    for hit in hits:
        if not (merged and _LINK.fullmatch(text, merged[-1].end, hit.start)):
            merged.clear()
        merged.append(hit)
        count = _COUNT.match(text, hit.end)
        if count is not None:
            start = merged[0].start
            kinds = tuple(rows[one.phrase] for one in merged)
            lead = re.split(r"[，。；;、\n）)]", text[max(0, start - 40) : start])[-1]
            yield Outcome(kinds, int(count[1]), start, count.end(), lead)
            merged = []


def _is_another_matter(between: str) -> bool:
    """Whether a new paragraph counts something before it comes to the next outcome."""
    _, ended, begun = between.partition("。\n")
    return bool(ended) and re.search(r"\d\s?[件份条篇]", begun) is not None


def _runs(text: str, outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """The outcomes that stand close to one another."""
    found = list(outcomes)
    cuts = [0]
    cuts += [
        place
        for place, (a, b) in enumerate(pairwise(found), 1)
        if b.start - a.end > _APART or _is_another_matter(text[a.end : b.start])
    ]
    for start, end in pairwise([*cuts, len(found)]):
        if found[start:end]:
            yield found[start:end]
