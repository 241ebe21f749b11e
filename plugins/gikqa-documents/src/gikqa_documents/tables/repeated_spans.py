"""Merged cells that a conversion printed once in each place that they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from gikqa_documents.document import Layout, Sheet, SheetCell
from gikqa_documents.form.labels import label_key
from gikqa_documents.form.table_labels import all_groups
from gikqa_documents.form.values import looks_like_value

_FEWEST = 3
"""Equal labels of a group beside each other; a head that was misprinted as its neighbour is two."""


def without_repeats(sheet: Sheet) -> Sheet:
    """The sheet with each merged cell printed once, at its first place.

    Only a sheet that prints the label of a group three times in a row is changed.
    """
    if sheet.layout not in (Layout.SPANNED, Layout.COLUMNS):
        return sheet
    rows = list(sheet.rows())
    if not any(map(_repeats_a_group, rows)):
        return sheet
    cells = [cell for row in _once(rows) for cell in row]
    return Sheet(tuple(cells), Layout.SPANNED)


def _repeats_a_group(row: Sequence[SheetCell]) -> bool:
    if len(row) < _FEWEST or any(cell.width > 1 for cell in row):
        return False
    runs = ((text, len(list(run))) for text, run in groupby(row, key=lambda cell: cell.text))
    return any(times >= _FEWEST and label_key(text).body in all_groups() for text, times in runs)


def _once(rows: Sequence[Sequence[SheetCell]]) -> Iterator[list[SheetCell]]:
    above: dict[int, str] = {}
    for row in rows:
        kept: list[SheetCell] = []
        for text, run in groupby(row, key=lambda cell: cell.text):
            cells = list(run)
            if looks_like_value(text):
                kept += cells
            elif any(above.get(cell.column) != text for cell in cells):
                last = cells[-1]
                kept.append(replace(cells[0], width=last.column + last.width - cells[0].column))
        above = {cell.column: cell.text for cell in row}
        yield kept
