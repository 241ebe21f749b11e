"""What a rule can look for in the narratives, and how the numbers in them are read.

`read_quantities` gives every number that counts or measures, in reading order, with what it
counts, what was done, of which time, and how exact it is. `read_enumerations` gives the totals that
are followed by their parts.
"""

from __future__ import annotations

from gikqa.text.finders.either import either
from gikqa.text.finders.list_behind_total import ListInSection, lists
from gikqa.text.finders.near_phrase import Near, NearPhrase, phrases
from gikqa.text.finders.share_near import shares
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

__all__ = [
    "Enumeration",
    "ListInSection",
    "Narrative",
    "Near",
    "NearPhrase",
    "Number",
    "Quantity",
    "Relation",
    "Scope",
    "Span",
    "agrees",
    "clauses",
    "either",
    "lists",
    "percent_agrees",
    "phrases",
    "read_enumerations",
    "read_narrative",
    "read_quantities",
    "sentences",
    "sentences_around",
    "shares",
]
