"""The chapters of the form, for whole batches: a heading is judged once, however many print it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from gikqa.editions import load_editions
from gikqa.rules.structure.chapters import (
    ENOUGH_CHAPTERS,
    accepted,
    cut_of,
    fold,
    is_item,
    misprint_of,
)
from gikqa.text.characters import (
    BLANKS,
    Flags,
    Ints,
    character_at,
    character_before,
    decimal,
    digits_before,
    ends_with,
    flags_of,
    skip,
    skip_back,
)
from gikqa.text.rule_batch import RuleBatch

_YEAR_DIGITS, _LONG = 4, 7


def chapters_of(batch: RuleBatch) -> Ints:
    """Section → the chapter that its heading means, as `chapters` finds it; 0 where it is none."""
    return batch.fact(_chapters_of)


def _chapters_of(batch: RuleBatch) -> Ints:

    def meant(key: str, heading: str) -> int:
        if not heading or is_item(heading):
            return 0
        found = accepted(key).get(fold(heading)) or misprint_of(key, heading)
        return found[0] if found else 0

    return _judged(batch, meant)


def misprinted(batch: RuleBatch) -> Flags:
    """The sections whose heading is a misprint of one of the form, or what is left of one."""

    def is_slip(key: str, heading: str) -> bool:
        return (misprint_of(key, heading) or cut_of(key, heading)) is not None

    return _judged(batch, is_slip) > 0


def _judged(batch: RuleBatch, judge: Callable[[str, str], int]) -> Ints:
    """Section → what a function of form and heading says; 0 where no national form governs."""
    narratives = batch.narratives
    found = np.zeros(len(narratives.numbers), np.int64)
    for key in load_editions():
        mine = np.flatnonzero(batch.governed_by(key)[narratives.rows])
        headings = narratives.heading_numbers[mine]
        verdicts = np.zeros(len(narratives.distinct_headings), np.int64)
        for number in np.unique(headings).tolist():
            verdicts[number] = judge(key, narratives.distinct_headings[number])
        found[mine] = verdicts[headings]
    return found


def named_years(batch: RuleBatch) -> Flags:
    """The rows that name another year at a place where it would be a slip of GIK112.

    These are: any place of the preamble, the beginning of a chapter or item, behind 截至 and 完成.
    A year with more than four digits is one of them anywhere.
    """
    narratives = batch.narratives
    text, asked = narratives.text, np.zeros(batch.rows, np.bool_)
    marks = narratives.places_of("年")
    before, _ = character_before(text, marks, np.zeros_like(marks))
    marks = marks[decimal()[before]]
    values, many = digits_before(text, marks, _LONG)
    # Digits of another script may be read as well.
    begin, _ = character_before(text, marks - many, np.zeros_like(marks))
    alike = (many < _YEAR_DIGITS) & decimal()[begin] | (many == 0)
    numbered = (many >= _YEAR_DIGITS) | alike
    marks, values, many, alike = marks[numbered], values[numbered], many[numbered], alike[numbered]
    sections = np.searchsorted(narratives.starts, marks, side="right") - 1
    rows, starts = narratives.rows[sections], narratives.starts[sections]
    other = (values % 10_000 != batch.years[rows]) | alike
    begins = marks - many
    leads = ends_with(text, begins, starts, ("截至", "截止", "完成", "完成了"))
    opening = begins <= skip(text, starts, flags_of(BLANKS), _LONG)
    mark, _ = character_before(
        text, skip_back(text, begins, starts, flags_of(" \t\xa0\u3000"), _LONG), starts
    )
    opening |= flags_of("。：:\n")[mark] & (narratives.numbers[sections] == 1)
    suspect = other & ((narratives.numbers[sections] == 0) | leads | opening | alike)
    asked[rows[suspect | (many > _YEAR_DIGITS)]] = True
    return asked


@dataclass(frozen=True)
class Told:
    """Sections that say all that was asked for, and the rows that they stand in."""

    batch: RuleBatch
    sections: Flags

    @property
    def rows(self) -> Flags:
        """The rows of the sections."""
        return self.batch.rows_of_sections(self.sections)

    def but(self, kept: Flags) -> Flags:
        """The rows of those sections that are kept: one flag a section chosen."""
        sections = self.sections.copy()
        sections[sections] = kept
        return self.batch.rows_of_sections(sections)


def told_in_chapter(
    batch: RuleBatch, number: int, *lists: Sequence[str], among: Flags | None = None
) -> Told:
    """The chapters with this number, one in a report in order, that have a word of every list.

    Another chapter follows, and the report has enough of them to be judged by the form.
    """
    chapters, rows = chapters_of(batch), batch.narratives.rows
    later = batch.rows_of_sections(chapters > number)
    sure = enough(batch, chapters) & later
    sections = (chapters == number) & sure[rows]
    if among is not None:
        sections &= among
    return Told(batch, told_in(batch, sections, *lists))


def not_whole(batch: RuleBatch, number: int) -> Flags:
    """The rows with a form of which `whole_chapter` gives no text for a chapter but the last."""
    chapters, rows = chapters_of(batch), batch.narratives.rows
    there = np.zeros((batch.rows, chapters.max(initial=0) + 1), np.bool_)
    there[rows, chapters] = True
    is_enough = there[:, 1:].sum(axis=1) >= ENOUGH_CHAPTERS
    mine, every = np.flatnonzero(chapters == number), np.flatnonzero(chapters)
    once = np.bincount(rows[mine], minlength=batch.rows) == 1
    place, last = np.full((2, batch.rows), -1)
    place[rows[mine]], last[rows[every]] = mine, every
    flags: Flags = ~(is_enough & once & (place < last)) & ~batch.formless
    return flags


def told_in(batch: RuleBatch, sections: Flags, *lists: Sequence[str]) -> Flags:
    """Those of the sections that have a word of every list."""
    narratives, told = batch.narratives, np.zeros_like(sections)
    find = narratives.data.find
    sought = [[word.encode() for word in words] for words in lists]
    places = np.flatnonzero(sections)
    starts, ends = narratives.starts[places].tolist(), narratives.ends[places].tolist()
    told[places] = [
        all(any(find(word, start, end) >= 0 for word in words) for words in sought)
        for start, end in zip(starts, ends, strict=True)
    ]
    return told


def says(batch: RuleBatch, rows: Flags, words: Sequence[str]) -> Flags:
    """Those of the rows whose text has one of the words, in whatever section."""
    narratives, said = batch.narratives, np.zeros_like(rows)
    sought = [word.encode() for word in words]
    for row in np.flatnonzero(rows & (np.diff(narratives.first) > 0)).tolist():
        first, behind = narratives.first[row : row + 2]
        text = narratives.data[narratives.starts[first] : narratives.ends[behind - 1]]
        said[row] = any(word in text for word in sought)
    return said


def items_in(batch: RuleBatch) -> Ints:
    """Section → how many times an item's number, （一） to （七）, stands in it."""
    narratives = batch.narratives
    text, many = narratives.text, np.zeros(len(narratives.starts), np.int64)
    for mark in "（(":
        numerals, ends = character_at(text, narratives.places_of(mark) + len(mark.encode()))
        closing, _ = character_at(text, ends)
        items = flags_of("一二三四五六七")[numerals] & flags_of("）)")[closing]
        places = narratives.places_of(mark)[items]
        sections = np.searchsorted(narratives.starts, places, side="right") - 1
        many += np.bincount(sections, minlength=len(many))
    return many


def in_order(batch: RuleBatch, chapters: Ints) -> Flags:
    """The rows in which no chapter stands twice, or before one that belongs in front of it."""
    there = np.flatnonzero(chapters)
    rows, numbers = batch.narratives.rows[there], chapters[there]
    back = (rows[1:] == rows[:-1]) & (numbers[1:] <= numbers[:-1])
    order = np.ones(batch.rows, np.bool_)
    order[rows[1:][back]] = False
    return order


def enough(batch: RuleBatch, chapters: Ints) -> Flags:
    """The rows in order that have enough chapters to be judged by the form."""
    many = np.bincount(batch.narratives.rows[chapters > 0], minlength=batch.rows)
    return in_order(batch, chapters) & (many >= ENOUGH_CHAPTERS)


def complete(batch: RuleBatch, chapters: Ints) -> Flags:
    """The rows in order that have every chapter of their form, if it is a national one."""
    many = np.bincount(batch.narratives.rows[chapters > 0], minlength=batch.rows)
    asked = np.full(batch.rows, -1)
    for key, edition in load_editions().items():
        numbers = {chapter.number for chapter in edition.sections}
        asked[batch.governed_by(key)] = len(numbers)
    whole: Flags = many == asked
    return in_order(batch, chapters) & whole
