"""Which reports GIK823 has to judge.

Few sentences begin alike. To read all of these reports takes
0.05 ms a report.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gikqa.rules.shared.text_around import REACH, SENTENCE_END
from gikqa.rules.shared.words import words
from gikqa.text.characters import BLANKS, Flags, Ints, character_before, flags_of
from gikqa.text.rule_batch import RuleBatch

_ALIKE = 56
"""Bytes that in such a sentence follow what it begins with, at most four characters."""


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports with the note in two chapters, or with sentences of one chapter that begin alike."""
    found = batch.found
    contact = frozenset(words("wording", "GIK823")["contact"])
    notes = np.isin(found.words, [at for at, word in enumerate(found.phrases) if word in contact])
    _, first = np.unique(found.sections[notes], return_index=True)
    asked = np.bincount(found.rows[notes][first], minlength=batch.rows) > 1
    openings = ~notes & _begin_sentences(batch)
    alike = _beginnings(batch.narratives.text, found.ends[openings]) ^ found.sections[openings]
    _, place, times = np.unique(alike, return_inverse=True, return_counts=True)
    twice = times[place] > 1
    seen = set()
    for row, start, end in zip(
        *(of_hits[openings][twice].tolist() for of_hits in (found.rows, found.starts, found.ends)),
        strict=True,
    ):
        _, after = batch.narratives.around(start, end, 1, REACH)
        sentence = (row, SENTENCE_END.split(after)[0])
        asked[row] |= sentence in seen
        seen.add(sentence)
    return asked


def _begin_sentences(batch: RuleBatch) -> Flags:
    """Hit → whether a stop, a blank or nothing is printed directly before it."""
    # A NUL stands for the beginning of a section.
    allowed = flags_of([*"。；！？", *BLANKS, "\0"])
    code, _ = character_before(batch.narratives.text, batch.found.starts, batch.section_starts)
    flags: Flags = allowed[code]
    return flags


def _beginnings(text: NDArray[np.uint8], places: Ints) -> Ints:
    """A number for what follows each place, the same for the same characters."""
    number = np.zeros(len(places), np.int64)
    for step in range(_ALIKE):
        number = number * 1_000_003 + text[places + step]
    return number
