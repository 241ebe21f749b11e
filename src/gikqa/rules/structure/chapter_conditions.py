"""Conditions about the chapters of a report and their headings, for `where=` of rules.

Each is judged for a whole batch; a report without a form of ours has no chapters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa import Condition
from gikqa.rules.structure.chapter_facts import (
    chapters_of,
    doubled,
    going_back,
    how_many_known,
    lacking,
    numbered_through,
    of_headings,
    of_nothing,
    standing_alone,
    with_words,
)
from gikqa.rules.structure.chapters import ENOUGH_CHAPTERS
from gikqa.rules.structure.whole_chapters import WholeChapters, whole_chapters, without_longer
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch

_TAIL = 1200
"""Bytes of the last lines, which have some sixty characters together."""


def _condition(judge: Callable[[RuleBatch], Flags]) -> Condition:
    def evaluate(batch: RuleBatch) -> pa.Array:
        return pa.array(judge(batch), pa.bool_())

    # A condition may be part of several others.
    return Condition(("sections", "year"), lambda batch: batch.fact(evaluate))


has_enough_chapters = _condition(lambda batch: batch.fact(how_many_known) >= ENOUGH_CHAPTERS)
"""Whether most of the form's chapters are there, so that what is missing was left out."""

lacks_a_chapter = _condition(lambda batch: batch.fact(lacking))
"""Whether a chapter of the form is not there."""

has_doubled_chapter = _condition(lambda batch: batch.fact(doubled))
"""Whether two sections have headings of the same chapter."""

has_chapter_too_late = _condition(lambda batch: batch.fact(going_back))
"""Whether a chapter comes after one that the form has later."""

has_section_of_its_own = _condition(
    lambda batch: batch.rows_of_sections(batch.fact(standing_alone))
)
"""Whether a numbered section is no chapter of the form."""

is_numbered_through = _condition(lambda batch: batch.fact(numbered_through))
"""Whether the numbered sections are numbered 1, 2, 3 and so on."""

has_words_in_chapters = _condition(lambda batch: batch.fact(with_words))
"""Whether a numbered section has more than blanks: else headings alone were exported."""


def has_heading(judge: Callable[[str, str], bool], *, numbered: bool = True) -> Condition:
    """Whether a function of the form's key and a heading is true of a section.

    numbered: look at numbered sections only.
    """

    def evaluate(batch: RuleBatch) -> Flags:
        is_meant = of_headings(batch, judge) > 0
        if numbered:
            is_meant &= batch.narratives.numbers != 0
        return batch.rows_of_sections(is_meant)

    return _condition(evaluate)


def has_chapter_of_nothing(numbers: Iterable[int]) -> Condition:
    """Whether a chapter with one of these numbers has no words, or only says 无 or the like."""
    chosen = list(numbers)

    def evaluate(batch: RuleBatch) -> Flags:
        sections = np.flatnonzero(np.isin(batch.fact(chapters_of), chosen))
        flags = np.zeros(batch.rows, np.bool_)
        flags[batch.narratives.rows[of_nothing(batch, sections)]] = True
        return flags

    return _condition(evaluate)


def has_preamble_that(pattern: str) -> Condition:
    """Whether a preamble holds a match of an RE2 pattern."""

    def evaluate(batch: RuleBatch) -> Flags:
        chosen = batch.narratives.numbers == 0
        found = pc.match_substring_regex(batch.narratives.texts(chosen), pattern)
        chosen[chosen] = found.to_numpy(zero_copy_only=False)
        return batch.rows_of_sections(chosen)

    return _condition(evaluate)


def says(words: Sequence[str]) -> Condition:
    """Whether a section of the report has one of the words."""
    sought = [word.encode() for word in without_longer(words)]

    def evaluate(batch: RuleBatch) -> Flags:
        narratives, said = batch.narratives, np.zeros(batch.rows, np.bool_)
        find = narratives.data.find
        rows = np.flatnonzero(np.diff(narratives.first))
        firsts, lasts = narratives.first[rows], narratives.first[rows + 1] - 1
        starts, of_last, ends = (
            places.tolist()
            for places in (
                narratives.starts[firsts], narratives.starts[lasts], narratives.ends[lasts],
            )
        )  # fmt: skip
        for row, start, last, end in zip(rows.tolist(), starts, of_last, ends, strict=True):
            # What it looks for is mostly in the last chapter; a border parts the sections.
            said[row] = any(find(word, last, end) >= 0 for word in sought) or any(
                find(word, start, last) >= 0 for word in sought
            )
        return said

    return _condition(evaluate)


def may_end_with_line_of(word: str) -> Condition:
    """Whether one of the last lines may have a word; true as well where blanks follow them."""
    sought = word.encode()

    def evaluate(batch: RuleBatch) -> Flags:
        narratives, flags = batch.narratives, np.zeros(batch.rows, np.bool_)
        written = np.flatnonzero(narratives.ends > narratives.starts)
        # The last section of each report that has a text.
        rows, places = np.unique(narratives.rows[written][::-1], return_index=True)
        last = written[::-1][places]
        starts, ends = narratives.starts[last].tolist(), narratives.ends[last].tolist()
        for row, start, end in zip(rows.tolist(), starts, ends, strict=True):
            tail = narratives.data[max(start, end - _TAIL) : end]
            flags[row] = sought in tail or tail[-4:].decode(errors="ignore")[-1:].isspace()
        return flags

    return _condition(evaluate)


def has_whole_chapter(number: int) -> Condition:
    """Whether the chapter is there once, and was read up to its end."""
    return _of_chapter(number, lambda chapters: chapters.rows)


def chapter_says(number: int, words: Sequence[str]) -> Condition:
    """Whether the whole chapter is there and has one of the words."""
    return _of_chapter(number, lambda chapters: chapters.says(words))


def short_chapter_says(number: int, characters: int, words: Sequence[str]) -> Condition:
    """Whether the whole chapter is there, has fewer characters, and has one of the words."""
    return _of_chapter(number, lambda chapters: chapters.shorter(characters).says(words))


def chapter_is_nothing(number: int) -> Condition:
    """Whether the whole chapter is there and has no words, or only says that there is nothing."""
    return _of_chapter(number, lambda chapters: chapters.of_nothing())


def chapter_has_length(number: int, characters: int) -> Condition:
    """Whether the whole chapter is there and has so many characters at least."""
    return _of_chapter(number, lambda chapters: chapters.at_least(characters))


def chapter_has_items(number: int, fewest: int) -> Condition:
    """Whether the whole chapter is there and has enough item numbers, （一） to （七）."""
    return _of_chapter(number, lambda chapters: chapters.with_items(fewest))


def _of_chapter(number: int, choose: Callable[[WholeChapters], list[int]]) -> Condition:
    def evaluate(batch: RuleBatch) -> Flags:
        flags = np.zeros(batch.rows, np.bool_)
        flags[choose(batch.fact(whole_chapters(number)))] = True
        return flags

    return _condition(evaluate)
