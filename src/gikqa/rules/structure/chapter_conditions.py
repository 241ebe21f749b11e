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
    standing_alone,
    with_words,
)
from gikqa.rules.structure.chapters import ENOUGH_CHAPTERS
from gikqa.rules.structure.whole_chapters import WholeChapters, whole_chapters
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def _condition(judge: Callable[[RuleBatch], Flags]) -> Condition:
    return Condition(("sections", "year"), lambda batch: pa.array(judge(batch), pa.bool_()))


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


def has_chapter_that(numbers: Iterable[int], pattern: str) -> Condition:
    """Whether the text of a chapter with one of these numbers holds a match of an RE2 pattern."""
    chosen = list(numbers)

    def evaluate(batch: RuleBatch) -> Flags:
        return _matching(batch, np.isin(batch.fact(chapters_of), chosen), pattern)

    return _condition(evaluate)


def has_preamble_that(pattern: str) -> Condition:
    """Whether a preamble holds a match of an RE2 pattern."""
    return _condition(lambda batch: _matching(batch, batch.narratives.numbers == 0, pattern))


def says(words: Sequence[str]) -> Condition:
    """Whether a section of the report has one of the words."""
    sought = [word.encode() for word in words]

    def evaluate(batch: RuleBatch) -> Flags:
        narratives, said = batch.narratives, np.zeros(batch.rows, np.bool_)
        find = narratives.data.find
        starts, ends = narratives.starts.tolist(), narratives.ends.tolist()
        firsts = narratives.first.tolist()
        for row in range(batch.rows):
            # Fees and the like are told of in the last chapter.
            said[row] = any(
                find(word, starts[section], ends[section]) >= 0
                for section in range(firsts[row + 1] - 1, firsts[row] - 1, -1)
                for word in sought
            )
        return said

    return _condition(evaluate)


def has_whole_chapter(number: int) -> Condition:
    """Whether the chapter is there once, and was read up to its end."""
    return _of_chapter(number, lambda chapters: chapters.rows)


def chapter_says(number: int, words: Sequence[str]) -> Condition:
    """Whether the whole chapter is there and has one of the words."""
    return _of_chapter(number, lambda chapters: chapters.says(words))


def chapter_matches(number: int, pattern: str) -> Condition:
    """Whether the whole chapter is there and holds a match of a pattern."""
    return _of_chapter(number, lambda chapters: chapters.matching(pattern))


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


def _matching(batch: RuleBatch, sections: Flags, pattern: str) -> Flags:
    found = pc.match_substring_regex(batch.narratives.texts(sections), pattern)
    chosen = sections.copy()
    chosen[sections] = found.to_numpy(zero_copy_only=False)
    return batch.rows_of_sections(chosen)
