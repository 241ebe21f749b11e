"""Screens that several rules share: which hits, or reports, a rule has to look at."""

from __future__ import annotations

from functools import lru_cache

from gikqa.text.characters import (
    BLANKS,
    Flags,
    Ints,
    character_at,
    character_before,
    decimal,
    flags_of,
    skip_back,
)
from gikqa.text.rule_batch import RuleBatch


def followed_by(batch: RuleBatch, characters: str) -> Flags:
    """Hit → whether a digit, a blank or one of these characters stands behind it, or nothing."""
    found = batch.found
    code, _ = character_at(batch.narratives.text, found.ends)
    flags: Flags = _digits_blanks_and(characters)[code]
    return flags


def begin_sentences(batch: RuleBatch) -> Flags:
    """Hit → whether a stop, a blank or nothing stands in front of it."""
    narratives, found = batch.narratives, batch.found
    code, _ = character_before(narratives.text, found.starts, narratives.starts[found.sections])
    flags: Flags = _digits_blanks_and("。；！？")[code]
    return flags


def skip_measure(batch: RuleBatch, places: Ints, marks: str, units: str) -> tuple[Ints, Flags]:
    """Where the digits end of a number that stands in front of places, and whether one does.

    Between number and place stand one of the units and, behind it, some of the marks.
    """
    text, starts = batch.narratives.text, batch.section_starts
    blanks, most = flags_of(BLANKS), 4
    places = skip_back(text, places, starts, flags_of([*BLANKS, *marks]), most)
    unit, places = character_before(text, places, starts)
    places = skip_back(text, places, starts, blanks, most)
    digit, _ = character_before(text, places, starts)
    return places, flags_of(units)[unit] & decimal()[digit]


@lru_cache(maxsize=32)
def _digits_blanks_and(characters: str) -> Flags:
    """Code point → whether it is one of them; unknown, so true, beyond the first plane."""
    # A NUL stands behind each section.
    flags: Flags = decimal() | flags_of([*BLANKS, *characters, "\0", "\uffff"])
    flags.flags.writeable = False
    return flags
