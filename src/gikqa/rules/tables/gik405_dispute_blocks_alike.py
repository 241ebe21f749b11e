"""GIK405 dispute-blocks-alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.texts import described

_BLOCKS = ("review", "litigation_direct", "litigation_after_review")
_PARTS = ("upheld", "corrected", "other", "pending")
_CELLS = {block: tuple(f"disputes.{block}.{part}" for part in _PARTS) for block in _BLOCKS}
_PAIRS = tuple(combinations(_BLOCKS, 2))
_FEWEST_PARTS = 2
_FEWEST_CASES = 5
"""Small numbers agree by chance."""


@rule(
    **described("GIK405"),
    needs=("year",),
    reads=tuple(path for cells in _CELLS.values() for path in cells),
)
def dispute_blocks_alike(report: Report) -> Iterator[Finding]:
    """Two blocks of table four hold the same figures."""
    edition = edition_for(report.year)
    if edition is None:
        return
    labels = {row.key: row.label for b in edition.table("disputes").blocks for row in b.rows}
    for one, other in _PAIRS:
        values = [report.cell(path) for path in _CELLS[one]]
        if values != [report.cell(path) for path in _CELLS[other]]:
            continue
        numbers = [int(value or 0) for value in values]
        if sum(map(bool, numbers)) >= _FEWEST_PARTS and sum(numbers) >= _FEWEST_CASES:
            yield Finding(
                cells=(*_CELLS[one], *_CELLS[other]),
                observed="、".join(map(str, numbers)),
                params={"left": labels[one], "right": labels[other]},
            )
