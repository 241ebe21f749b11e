"""GIK405 dispute-blocks-alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gikqa import Condition, Finding, Report, all_of, any_of, cell, how_many, known, rule, sum_of
from gikqa.editions import load_editions
from gikqa.rules.texts import described

_BLOCKS = ("review", "litigation_direct", "litigation_after_review")
_PARTS = ("upheld", "corrected", "other", "pending")
_CELLS = {block: tuple(f"disputes.{block}.{part}" for part in _PARTS) for block in _BLOCKS}
_LABELS = {
    row.key: row.label
    for block in load_editions()["2021"].table("disputes").blocks
    for row in block.rows
}
_FEWEST_PARTS = 2
_FEWEST_CASES = 5
"""Small numbers agree by chance."""


def _are_same(one: str, other: str) -> Condition:
    """Whether two cells have the same number, or are both blank."""
    left, right = cell(one), cell(other)
    return known(left.equals(right)) | (left.is_blank() & right.is_blank())


def _are_alike(one: str, other: str) -> Condition:
    """Whether two blocks have the same numbers, and not by chance."""
    numbers = [cell(path).or_zero() for path in _CELLS[one]]
    return (
        (how_many(number > 0 for number in numbers) >= _FEWEST_PARTS)
        & (sum_of(numbers) >= _FEWEST_CASES)
        & all_of(map(_are_same, _CELLS[one], _CELLS[other]))
    )


_ALIKE = {pair: _are_alike(*pair) for pair in combinations(_BLOCKS, 2)}


@rule(**described("GIK405"), needs=("year",), where=any_of(_ALIKE.values()))
def dispute_blocks_alike(report: Report) -> Iterator[Finding]:
    for (one, other), are_alike in _ALIKE.items():
        if report.holds(are_alike):
            yield Finding(
                cells=(*_CELLS[one], *_CELLS[other]),
                observed="、".join(str(report.cell(path) or 0) for path in _CELLS[one]),
                params={"left": _LABELS[one], "right": _LABELS[other]},
            )
