"""Read the quantities of a narrative: numbers that count something, and lists with a total.

`read_quantities` gives every number that counts or measures, in reading order, with what it
counts, what was done, of which time, and how exact it is. Dates, document and telephone
numbers, section numbers, names with digits and addresses are never quantities.
`read_enumerations` gives the totals that are followed by their parts.
"""

from __future__ import annotations

from gikqa.text.quantities.compare import agrees, percent_agrees
from gikqa.text.quantities.drafts import numbers_printed
from gikqa.text.quantities.quantity import Enumeration, Number, Quantity, Relation, Scope, Span
from gikqa.text.quantities.read import (
    Narrative,
    may_begin,
    read_enumerations,
    read_narrative,
    read_quantities,
)
from gikqa.text.quantities.spans import clauses, sentences, sentences_around

__all__ = [
    "Enumeration",
    "Narrative",
    "Number",
    "Quantity",
    "Relation",
    "Scope",
    "Span",
    "agrees",
    "clauses",
    "may_begin",
    "numbers_printed",
    "percent_agrees",
    "read_enumerations",
    "read_narrative",
    "read_quantities",
    "sentences",
    "sentences_around",
]
