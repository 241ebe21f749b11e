"""The chapters of the form, for whole batches: a heading is judged once, however many print it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gikqa.editions import edition_for, load_editions
from gikqa.rules.structure.chapters import ENOUGH_CHAPTERS, accepted, fold, is_item, misprint_of
from gikqa.screens import Flags, Ints, Screening


def chapters_of(screening: Screening) -> Ints:
    """Section → the chapter that its heading means, as `chapters` finds it; 0 where it is none."""

    def meant(key: str, heading: str) -> int:
        if not heading or is_item(heading):
            return 0
        found = accepted(key).get(fold(heading)) or misprint_of(key, heading)
        return found[0] if found else 0

    return _judged(screening, meant)


def misprinted(screening: Screening) -> Flags:
    """The sections whose heading is a misprint of one of the form."""
    return _judged(screening, lambda key, heading: misprint_of(key, heading) is not None) > 0


def _judged(screening: Screening, judge: Callable[[str, str], int]) -> Ints:
    """Section → what a function of form and heading says; 0 where no form is known."""
    narratives = screening.narratives
    found = np.zeros(len(narratives.numbers), np.int64)
    years = screening.years[narratives.rows]
    for year in np.unique(years).tolist():
        edition = edition_for(year)
        if edition is not None:
            mine = np.flatnonzero(years == year)
            headings = narratives.heading_numbers[mine]
            verdicts = np.zeros(len(narratives.distinct_headings), np.int64)
            for number in np.unique(headings).tolist():
                verdicts[number] = judge(edition.key, narratives.distinct_headings[number])
            found[mine] = verdicts[headings]
    return found


def in_order(screening: Screening, chapters: Ints) -> Flags:
    """The rows in which no chapter stands twice, or before one that belongs in front of it."""
    there = np.flatnonzero(chapters)
    rows, numbers = screening.narratives.rows[there], chapters[there]
    back = (rows[1:] == rows[:-1]) & (numbers[1:] <= numbers[:-1])
    order = np.ones(screening.rows, np.bool_)
    order[rows[1:][back]] = False
    return order


def enough(screening: Screening, chapters: Ints) -> Flags:
    """The rows in order that have enough chapters to be judged by the form."""
    many = np.bincount(screening.narratives.rows[chapters > 0], minlength=screening.rows)
    return in_order(screening, chapters) & (many >= ENOUGH_CHAPTERS)


def complete(screening: Screening, chapters: Ints) -> Flags:
    """The rows in order that have every chapter of their form."""
    many = np.bincount(screening.narratives.rows[chapters > 0], minlength=screening.rows)
    asked = np.full(screening.rows, -1)
    for key, rows in screening.editions.items():
        asked[rows] = len({chapter.number for chapter in load_editions()[key].sections})
    whole: Flags = many == asked
    return in_order(screening, chapters) & whole
