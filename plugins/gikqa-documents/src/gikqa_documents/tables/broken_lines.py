"""Rows of a table whose label is broken over several lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gikqa_documents.document import SheetCell
from gikqa_documents.form.labels import label_key
from gikqa_documents.form.table_labels import all_rows
from gikqa_documents.form.values import is_blank, looks_like_value

_MOST_LINES = 4  # the longest label of table 三 in its narrow column

_Row = Sequence[SheetCell]


def mend_lines(rows: Sequence[_Row]) -> Iterator[_Row]:
    """The rows, with lines joined that together print the label and the numbers of one row.

    The lines must follow each other, their last words must be the label and nothing else, and one
    of them alone must print numbers: then these are the numbers of the row, on whichever line.
    """
    at = 0
    below = _numbers_below_labels(rows)
    while at < len(rows):
        length = 2 if at in below else _lines_of_row(rows, at)
        yield _as_one(rows[at : at + length]) if length > 1 else rows[at]
        at += length


def _numbers_below_labels(rows: Sequence[_Row]) -> set[int]:
    """The lines of labels whose numbers are on the next line, if the table is printed like that.

    The first numbers must follow a label of a row, and numbers must end the table: where they are
    above their labels, they follow the heads and a label is last.
    """
    alone = [at for at, row in enumerate(rows) if len(trailing_values(row)) == len(row)]
    labels = [at for at in range(len(rows)) if at not in alone and not trailing_values(rows[at])]
    above = [at - 1 for at in alone if at - 1 in labels]
    right = [at for at in above if label_key(rows[at][-1].text).body in all_rows()]
    if not right or alone[-1] != len(rows) - 1 or right[0] != alone[0] - 1:
        return set()
    return set(above) if 3 * len(right) >= 2 * len(alone) else set()


def trailing_values(row: _Row) -> _Row:
    """The numbers at the end of a line."""
    start = len(row)
    while start and not is_blank(row[start - 1].text) and looks_like_value(row[start - 1].text):
        start -= 1
    return row[start:]


def _lines_of_row(rows: Sequence[_Row], start: int) -> int:
    """How many lines from `start` on are one row; 1 for a line that is a row by itself."""
    text, filled = "", 0
    for length, row in enumerate(rows[start : start + _MOST_LINES], 1):
        values = trailing_values(row)
        words = row[: len(row) - len(values)]
        filled += bool(values)
        if filled > 1 or (length == 1 and not words):
            return 1
        text += words[-1].text if words else ""
        if length > 1 and words and filled and label_key(text).body in all_rows():
            return length
    return 1


def _as_one(rows: Sequence[_Row]) -> _Row:
    """Words of groups at the side, the label, and the numbers."""
    groups: list[SheetCell] = []
    label: list[SheetCell] = []
    numbers: list[SheetCell] = []
    for row in rows:
        values = trailing_values(row)
        words = row[: len(row) - len(values)]
        groups += words[:-1]
        label += words[-1:]
        numbers += values
    return (*groups, replace(label[0], text="".join(cell.text for cell in label)), *numbers)
