"""The chapters of a whole batch of reports: a heading is judged once, however many print it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gikqa.editions import edition_for
from gikqa.rules.structure.chapters import accepted, fold, is_item, is_nothing, misprint_of
from gikqa.text.characters import BLANKS, Flags, Ints, alphanumeric, character_at, flags_of, skip
from gikqa.text.rule_batch import RuleBatch

_NUMBERS = 16
"""More than any form has chapters."""

_FEW = 30


def chapters_of(batch: RuleBatch) -> Ints:
    """Section → the chapter that its heading means, as `chapters` finds it; 0 where it is none."""

    def meant(edition: str, heading: str) -> int:
        if not heading or is_item(heading):
            return 0
        found = accepted(edition).get(fold(heading)) or misprint_of(edition, heading)
        return found[0] if found else 0

    return of_headings(batch, meant)


def of_headings(batch: RuleBatch, judge: Callable[[str, str], int]) -> Ints:
    """Section → what a function of form and heading says; 0 where no form is known."""
    narratives = batch.narratives
    found = np.zeros(len(narratives.numbers), np.int64)
    years = batch.years[narratives.rows]
    for year in np.unique(years).tolist():
        edition = edition_for(year)
        if edition is not None:
            sections = np.flatnonzero(years == year)
            headings = narratives.heading_numbers[sections]
            verdicts = np.zeros(len(narratives.distinct_headings), np.int64)
            for number in np.unique(headings).tolist():
                verdicts[number] = judge(edition.key, narratives.distinct_headings[number])
            found[sections] = verdicts[headings]
    return found


def standing_alone(batch: RuleBatch) -> Flags:
    """Section → whether it is numbered and is no chapter of the form."""
    flags: Flags = (batch.fact(chapters_of) == 0) & (batch.narratives.numbers > 0)
    return flags


def times(batch: RuleBatch) -> Ints:
    """Row and number of a chapter → how many sections are that chapter."""
    chapters = batch.fact(chapters_of)
    places = batch.narratives.rows * _NUMBERS + chapters
    counted = np.bincount(places[chapters > 0], minlength=batch.rows * _NUMBERS)
    found: Ints = counted.reshape(batch.rows, _NUMBERS)
    return found


def how_many_known(batch: RuleBatch) -> Ints:
    """Row → how many different chapters of the form the report has."""
    found: Ints = (batch.fact(times) > 0).sum(axis=1)
    return found


def doubled(batch: RuleBatch) -> Flags:
    """Row → whether two sections have headings of the same chapter."""
    flags: Flags = np.any(batch.fact(times) > 1, axis=1)
    return flags


def lacking(batch: RuleBatch) -> Flags:
    """Row → whether a chapter of its form is not there."""
    due = np.zeros(batch.rows, np.int64)
    for year in np.unique(batch.years).tolist():
        edition = edition_for(year)
        if edition is not None:
            due[batch.years == year] = len({chapter.number for chapter in edition.sections})
    flags: Flags = batch.fact(how_many_known) < due
    return flags


def going_back(batch: RuleBatch) -> Flags:
    """Row → whether a chapter comes after one that the form has later."""
    chapters = batch.fact(chapters_of)
    there = np.flatnonzero(chapters)
    rows, numbers = batch.narratives.rows[there], chapters[there]
    back = (rows[1:] == rows[:-1]) & (numbers[1:] < numbers[:-1])
    flags = np.zeros(batch.rows, np.bool_)
    flags[rows[1:][back]] = True
    return flags


def numbered_through(batch: RuleBatch) -> Flags:
    """Row → whether its numbered sections are numbered 1, 2, 3 and so on."""
    narratives = batch.narratives
    numbered = np.flatnonzero(narratives.numbers)
    rows, numbers = narratives.rows[numbered], narratives.numbers[numbered]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    flags = np.ones(batch.rows, np.bool_)
    flags[rows[numbers != place + 1]] = False
    return flags


def of_nothing(batch: RuleBatch, sections: Ints) -> Ints:
    """Those of the sections that have no words, or only say that there is nothing."""
    narratives = batch.narratives
    # In nearly every section the first letter shows that it has words.
    passed = ~alphanumeric() & ~flags_of("\0")
    places = skip(narratives.text, narratives.starts[sections], passed, _FEW)
    letters, _ = character_at(narratives.text, places)
    doubtful = sections[(~alphanumeric() | flags_of("暂无没"))[letters]]
    starts, ends = narratives.starts[doubtful].tolist(), narratives.ends[doubtful].tolist()
    texts = (narratives.data[start:end] for start, end in zip(starts, ends, strict=True))
    silent = [is_nothing(text.decode()) for text in texts]
    found: Ints = doubtful[np.array(silent, np.bool_)]
    return found


def with_words(batch: RuleBatch) -> Flags:
    """Row → whether a numbered section has more than blanks."""
    narratives = batch.narratives
    first, _ = character_at(narratives.text, narratives.starts)
    is_written = (narratives.ends > narratives.starts) & ~flags_of(BLANKS)[first]
    flags = batch.rows_of_sections(is_written & (narratives.numbers != 0))
    for row in np.flatnonzero(~flags).tolist():  # few
        sections = narratives.sections(row)
        flags[row] = any(section.text.strip() for section in sections if section.number)
    return flags
