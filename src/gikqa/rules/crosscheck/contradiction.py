"""Findings that set a sentence of the narrative against cells of the tables."""

from __future__ import annotations

from gikqa import Finding
from gikqa.text import Counted, Near


def contradiction(
    said: Near | Counted, *, observed: str, expected: str, cells: tuple[str, ...] = ()
) -> Finding:
    """A finding that quotes what was said and names the cells that say otherwise."""
    return Finding(
        cells=cells,
        section=said.section.number,
        start=said.start,
        end=said.end,
        quote=said.quote,
        observed=observed,
        expected=expected,
    )
