"""Rows for round trips: full ones, quiet ones, ones with blanks, damaged labels and remarks."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from gikqa.editions import Edition, Kind
from gikqa.testing.documents.prose import narrative
from gikqa.testing.valid import valid_cells

BLANKS = (0.0, 0.0, 0.02, 0.3)
REMARKS = ("{}（其中修订 6 件）", "{} 件", "{}(含自然失效 2 件)")
# Slips of one character: what is printed is alike to one label only.
MISPRINTS = {
    "disputes.upheld": "结果维护",
    "requests.refused_prohibited_by_law": "2.其他法律行政止公开",
    "requests.research_institution": "科研机关",
    "requests.carried_out": "四、转结下年度继续办理",
}


def varied_row(edition: Edition, rng: Random, *, misprints: bool = True) -> dict[str, Any]:
    """A row of an export with a narrative and with labels and values printed in unusual ways.

    Without `misprints` every label is right, as styles have to have it that prove rows by labels.

    One in two has another value in each cell, so that a value in a wrong cell cannot hide; the
    others satisfy every identity and are mostly zeros, as reports are.
    """
    cells: dict[str, Any] = dict(valid_cells(edition, rng))
    if rng.randrange(2):
        order = rng.sample(range(1, 10 * len(edition.cells)), len(edition.cells))
        cells = {
            path: Decimal(number) / 4 if cell.kind is Kind.MONEY else number
            for number, (path, cell) in zip(order, edition.cells.items(), strict=True)
        }
    share = rng.choice(BLANKS)
    for path in edition.cells:
        if rng.random() < share:
            cells[path] = None
    labels = dict(rng.sample(sorted(MISPRINTS.items()), rng.choice((0, 0, 1, 2))))
    plain = [path for path, value in cells.items() if isinstance(value, int) and value >= 0]
    counts = [path for path in plain if edition.cells[path].kind is Kind.COUNT]
    remarked = rng.sample(counts, min(len(counts), rng.choice((0, 0, 1, 3))))
    return {
        **narrative(edition, rng),
        **cells,
        "raw_cells": {path: rng.choice(REMARKS).format(cells[path]) for path in remarked},
        "printed_labels": labels if misprints else {},
    }
