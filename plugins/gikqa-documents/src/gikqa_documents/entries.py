"""Take sheets apart into lines of a form: a label, and the values printed after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gikqa_documents.form import all_groups, is_known
from gikqa_documents.labels import LabelKey, label_key
from gikqa_documents.sheet import Layout, Sheet, SheetCell
from gikqa_documents.values import is_blank, looks_like_value

# The longest label that a tool breaks into words: 三、本年度办理结果, one character a line.
_MOST_PIECES = 9
# The statistics table of 2014 prints the unit of each line in a cell of its own.
_UNITS = frozenset({"条", "件", "次", "篇", "个", "人", "人次", "万元"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and the cells that follow it; `at` orders entries and heads of all sheets.

    Without values it is a head or a group; `row_width` counts the cells of its row.
    """

    at: int
    cell: SheetCell
    key: LabelKey
    values: tuple[SheetCell, ...]
    layout: Layout
    row_width: int = 0


def entries_of(sheets: Sequence[Sheet]) -> list[Entry]:
    """Every label of the sheets in reading order, each with the values after it."""
    found: list[Entry] = []
    for sheet in sheets:
        for row in _rows(sheet):
            for label, values in _split(row, sheet.layout):
                found.append(
                    Entry(
                        at=len(found),
                        cell=label,
                        key=label_key(label.text),
                        values=values,
                        layout=sheet.layout,
                        row_width=len(row),
                    )
                )
    return found


def _rows(sheet: Sheet) -> Iterator[tuple[SheetCell, ...]]:
    for row in sheet.rows():
        yield row if sheet.layout.keeps_cells else tuple(join_pieces(row))


def _split(
    row: Sequence[SheetCell], layout: Layout
) -> Iterator[tuple[SheetCell, tuple[SheetCell, ...]]]:
    """Labels of a row (or of a whole stream), each with the values up to the next label."""
    label: SheetCell | None = None
    values: list[SheetCell] = []
    words_are_values = layout.keeps_cells and layout.keeps_rows and _has_number(row)
    for cell in row:
        if cell.text.strip() in _UNITS:
            continue
        if not is_label(cell.text) or (words_are_values and _stands_for_value(cell, label)):
            values.append(cell)
            continue
        if label is not None:
            yield label, tuple(values)
        label, values = cell, []
    if label is not None:
        yield label, tuple(values)


def _has_number(row: Sequence[SheetCell]) -> bool:
    return any(not is_blank(cell.text) and looks_like_value(cell.text) for cell in row)


def _stands_for_value(cell: SheetCell, label: SheetCell | None) -> bool:
    """Whether unknown words, 见附件, stand where a row with numbers has a value."""
    if label is None or is_known(cell.text):
        return False
    return is_known(label.text) and label_key(label.text).body not in all_groups()


def is_label(text: str) -> bool:
    """Whether a cell is a label; a number with a remark is a value, 其他 is a label."""
    return is_known(text) or not looks_like_value(text)


def join_pieces(cells: Sequence[SheetCell]) -> Iterator[SheetCell]:
    """The cells, with successive pieces that make up a known label put together."""
    position = 0
    while position < len(cells):
        length = _pieces_of_label(cells, position)
        first = cells[position]
        if length > 1:
            text = "".join(cell.text for cell in cells[position : position + length])
            yield SheetCell(text, first.row, first.column, length)
        else:
            yield first
        position += max(length, 1)


def _pieces_of_label(cells: Sequence[SheetCell], start: int) -> int:
    """How many cells from `start` on make up the longest known label."""
    longest, text = 0, ""
    for length, cell in enumerate(cells[start : start + _MOST_PIECES], 1):
        if is_blank(cell.text) or looks_like_value(cell.text):
            break
        text += cell.text
        if is_known(text):
            longest = length
    return longest
