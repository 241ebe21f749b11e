"""Sentences that deny something: 未收到政府信息公开申请, 未发生行政复议."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Hit, Report, Section
from gikqa.rules.citations.surroundings import sentence_around
from gikqa.rules.crosscheck.bodies import is_of_an_office
from gikqa.rules.crosscheck.statements import has_any, words

if TYPE_CHECKING:
    from gikqa.text.characters import Flags
    from gikqa.text.rule_batch import RuleBatch

_REACH = 60


def denies(batch: RuleBatch, characters: str) -> Flags:
    """Hit → whether nothing but these characters stands behind it up to the end of its clause."""
    from gikqa.text.characters import BLANKS, character_at, flags_of, skip

    text, ends = batch.narratives.text, batch.found.ends
    # A line end may be passed over, or end the clause.
    passed = flags_of([*characters, *BLANKS.replace("\n", "")])
    last, _ = character_at(text, skip(text, ends, passed, _REACH))
    ended: Flags = (passed | flags_of("，,。；;！\n\0"))[last]
    return ended


def denials(report: Report, denied: re.Pattern[str]) -> Iterator[tuple[Section, Hit, str]]:
    """Every denial of this body for the whole year: section, hit, and what is denied.

    denied: what may stand behind the phrase, up to the end of its clause, and nothing else.
    """
    listed = words()
    silent = [*listed["scope"]["others"], *listed["denial"]["partly"]]
    for hit in sorted(report.hits, key=lambda hit: (hit.index, hit.start)):
        section = report.sections[hit.index]
        found = denied.match(section.text, hit.end, hit.end + _REACH)
        if found is None:
            continue
        left, right = sentence_around(section.text, hit.start, hit.end)
        clause = re.split("[，,：:]", left)[-1]
        # Behind 通过网络, the denial is one of a channel only.
        if (
            is_of_an_office(report, left)
            or has_any(left + right, silent)
            or has_any(clause, listed["scope"]["some"])
        ):
            continue
        yield section, hit, found["denied"]


def denial_finding(
    section: Section, hit: Hit, denied: str, *, expected: str, cells: tuple[str, ...]
) -> Finding:
    """A finding that quotes a denial and names the cells that say otherwise."""
    end = hit.end + len(denied)
    return Finding(
        cells=cells,
        section=section.number,
        start=hit.start,
        end=end,
        quote=section.text[hit.start : end],
        observed="0",
        expected=expected,
    )
