"""Screens: whole batches are looked through before a rule is asked about a report.

Most reports have nothing that a rule could find, and whole arrays tell it for a hundredth of the
cost. A rule states a `screen`, a function that gets a `Screening` and returns an array of
booleans, one a row: whether the rule has to be asked. A screen may only leave out reports that
the rule would have passed; a report that it is unsure of is asked.
"""

from __future__ import annotations

from gikqa.text.characters import (
    BLANKS,
    Flags,
    Ints,
    alphanumeric,
    character_at,
    character_before,
    decimal,
    digits_at,
    digits_before,
    ends_with,
    flags_of,
    occurrences,
    skip,
    skip_back,
)
from gikqa.text.counts import (
    Counts,
    counts_before,
    counts_behind,
    may_be_number,
    vague_words,
    with_look_alikes,
)
from gikqa.text.hits import Hits
from gikqa.text.narratives import Narratives
from gikqa.text.plain_lists import settled_lists
from gikqa.text.rule_batch import Screening

__all__ = [
    "BLANKS",
    "Counts",
    "Flags",
    "Hits",
    "Ints",
    "Narratives",
    "Screening",
    "alphanumeric",
    "character_at",
    "character_before",
    "counts_before",
    "counts_behind",
    "decimal",
    "digits_at",
    "digits_before",
    "ends_with",
    "flags_of",
    "may_be_number",
    "occurrences",
    "settled_lists",
    "skip",
    "skip_back",
    "vague_words",
    "with_look_alikes",
]
