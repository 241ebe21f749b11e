"""GIK823 passage-twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from gikqa import Finding, Report, rule
from gikqa.rules.citations.surroundings import REACH, SENTENCE_END, finding, sentence_around
from gikqa.rules.suspects import begin_sentences
from gikqa.rules.texts import described
from gikqa.rules.wording.listed import words
from gikqa.text.characters import Flags, Ints
from gikqa.text.rule_batch import Screening

_LEAST = 68
"""Bytes, some 23 characters, of a sentence that does not come twice by chance."""
_ALIKE = 56
"""Bytes that in such a sentence stand behind what it begins with, at most four characters."""


def _phrases() -> Iterable[str]:
    listed = words("GIK823")
    return [*listed["contact"], *listed["openings"]]


def _screen(screening: Screening) -> Flags:
    """Reports with the note in two chapters, or with sentences of one chapter that begin alike."""
    found = screening.found
    contact = frozenset(words("GIK823")["contact"])
    notes = np.isin(found.words, [at for at, word in enumerate(found.phrases) if word in contact])
    _, first = np.unique(found.sections[notes], return_index=True)
    asked = np.bincount(found.rows[notes][first], minlength=screening.rows) > 1
    openings = ~notes & begin_sentences(screening)
    alike = _beginnings(screening.narratives.text, found.ends[openings]) ^ found.sections[openings]
    _, place, times = np.unique(alike, return_inverse=True, return_counts=True)
    twice = times[place] > 1
    seen = set()
    for row, start, end in zip(
        *(of_hits[openings][twice].tolist() for of_hits in (found.rows, found.starts, found.ends)),
        strict=True,
    ):
        _, behind = screening.narratives.around(start, end, 1, REACH)
        sentence = (row, SENTENCE_END.split(behind)[0])
        asked[row] |= sentence in seen
        seen.add(sentence)
    return asked


def _beginnings(text: NDArray[np.uint8], places: Ints) -> Ints:
    """A number for what stands behind each place, the same for the same characters."""
    number = np.zeros(len(places), np.int64)
    for step in range(_ALIKE):
        number = number * 1_000_003 + text[places + step]
    return number


@rule(**described("GIK823"), needs=("sections",), phrases=_phrases, screen=_screen)
def passage_twice(report: Report) -> Iterator[Finding]:
    """A sentence stands twice in one chapter, or the note on getting the report in two chapters."""
    contact = words("GIK823")["contact"]
    told: dict[str, int] = {}
    for hit in sorted(report.hits, key=lambda hit: (hit.index, hit.start)):
        section = report.sections[hit.index]
        is_note = hit.phrase in contact
        if not is_note and section.text[max(0, hit.start - 1) : hit.start].strip(
            "。；！？ \n\t\u3000"
        ):
            continue
        left, right = sentence_around(section.text, hit.start, hit.end)
        end = hit.end + len(right)
        if is_note:
            if told.setdefault("contact", hit.index) < hit.index:
                told["contact"] = hit.index
                yield finding(section, hit.start, end, observed=hit.phrase)
            continue
        sentence = section.text[hit.start : end]
        key = f"{hit.index} {sentence}"
        begins = not left.strip() and len(sentence.encode()) >= _LEAST
        if begins and told.setdefault(key, hit.start) < hit.start:
            told[key] = hit.start
            yield finding(section, hit.start, end)
