"""The finders that rules declare for the narratives, and the reader of their quantities.

`read_quantities` gives every number that counts or measures, in reading order, with what it
counts, what was done, of which time, and how exact it is. `read_enumerations` gives the totals that
are followed by their parts.
"""

from __future__ import annotations

from gikqa.text.finders.doubled import Doubled, DoubledWord, doubled
from gikqa.text.finders.either import Either, either
from gikqa.text.finders.near_phrase import Near, NearPhrase, phrases
from gikqa.text.finders.phrase_in_sentence import InSentence, PhraseInSentence
from gikqa.text.finders.repeated import ComesAgain, Repetition, SaidAgain, comes_again, said_again
from gikqa.text.finders.twice_in_clause import Twice, TwiceInClause, twice_in_clause
from gikqa.text.quantities import (
    Enumeration,
    Narrative,
    Number,
    Quantity,
    Relation,
    Scope,
    Span,
    agrees,
    clauses,
    percent_agrees,
    read_enumerations,
    read_narrative,
    read_quantities,
    sentences,
    sentences_around,
)
from gikqa.text.quantities.count_near import Counted, CountNear, counted
from gikqa.text.quantities.list_after_total import ListInSection, lists
from gikqa.text.quantities.share_near import shares

__all__ = [
    "ComesAgain",
    "CountNear",
    "Counted",
    "Doubled",
    "DoubledWord",
    "Either",
    "Enumeration",
    "InSentence",
    "ListInSection",
    "Narrative",
    "Near",
    "NearPhrase",
    "Number",
    "PhraseInSentence",
    "Quantity",
    "Relation",
    "Repetition",
    "SaidAgain",
    "Scope",
    "Span",
    "Twice",
    "TwiceInClause",
    "agrees",
    "clauses",
    "comes_again",
    "counted",
    "doubled",
    "either",
    "lists",
    "percent_agrees",
    "phrases",
    "read_enumerations",
    "read_narrative",
    "read_quantities",
    "said_again",
    "sentences",
    "sentences_around",
    "shares",
    "twice_in_clause",
]
