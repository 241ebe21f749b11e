"""Take sheets apart into lines of a form: a label, and the values printed after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from gikqa_documents.document import Layout, Sheet, SheetCell
from gikqa_documents.form.labels import LabelKey, label_key
from gikqa_documents.form.side_text import own_key
from gikqa_documents.form.table_labels import NOTE, all_groups, is_known, vocabulary
from gikqa_documents.form.values import is_blank, looks_like_value
from gikqa_documents.tables.broken_lines import mend_lines
from gikqa_documents.tables.repeated_spans import without_repeats

# The longest label that a tool breaks into words: 三、本年度办理结果, one character a line.
MOST_PIECES = 9
_MOST_STRANGERS = 3
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


class ParsedSheet:
    """A sheet with its rows and labels, computed once for all forms that are tried on it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = without_repeats(sheet)
        self.layout = self.sheet.layout

    @cached_property
    def rows(self) -> tuple[tuple[SheetCell, ...], ...]:
        """The cells of each row, pieces of labels put together where the layout breaks them."""
        rows: Sequence[Sequence[SheetCell]] = tuple(self.sheet.rows())
        if self.layout.keeps_cells:
            return tuple(map(tuple, rows))
        if self.layout is Layout.LINES:
            rows = tuple(mend_lines(rows))
        joined = (tuple(join_pieces(row)) for row in rows)
        if self.layout is Layout.LOOSE:
            joined = (tuple(_join_strangers(row)) for row in joined)
        return tuple(joined)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The printed labels, folded."""
        cells: Iterable[SheetCell] = self.sheet.cells
        if not self.layout.keeps_cells:
            cells = join_pieces(self.sheet.cells)
        return frozenset(label_key(cell.text).body for cell in cells)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every label in reading order with the values after it."""
        found: list[Entry] = []
        for row in self.rows:
            for label, values in _split(row, self.layout):
                key = own_key(label.text, in_cell=self.layout.keeps_cells)
                found.append(Entry(len(found), label, key, values, self.layout, len(row)))
        return tuple(found)


def entries_of(sheets: Sequence[ParsedSheet]) -> Sequence[Entry]:
    """Every label of the sheets in reading order, each with the values after it."""
    if len(sheets) == 1:
        return sheets[0].entries
    entries = (entry for sheet in sheets for entry in sheet.entries)
    return [replace(entry, at=at) for at, entry in enumerate(entries)]


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
    """Whether unknown words, such as 见附件, are printed where a row of numbers has a value."""
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


def _join_strangers(cells: Iterable[SheetCell]) -> Iterator[SheetCell]:
    """The cells, with successive unknown words joined.

    This completes a label that is both damaged and broken; other words that are joined stay unknown
    and change nothing.
    """
    pieces: list[SheetCell] = []
    for cell in cells:
        strange = not is_known(cell.text) and not looks_like_value(cell.text)
        if strange and len(pieces) < _MOST_STRANGERS:
            pieces.append(cell)
            continue
        yield from _as_one(pieces)
        pieces = [cell] if strange else []
        if not strange:
            yield cell
    yield from _as_one(pieces)


def _as_one(pieces: Sequence[SheetCell]) -> Iterator[SheetCell]:
    if pieces:
        yield replace(pieces[0], text="".join(piece.text for piece in pieces), width=len(pieces))


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """The characters that a label of some form begins with, brackets and numerals included."""
    numbering = "(勾一二三四五六七八九十0123456789"
    return frozenset(body[0] for body in vocabulary() if body).union(numbering)


def _pieces_of_label(cells: Sequence[SheetCell], start: int) -> int:
    """How many cells from `start` on make up the longest known label."""
    opening = label_key(cells[start].text).body
    if opening and opening[0] not in _beginnings():
        return 0  # no label begins like this, as with most words of a text
    longest, text = 0, ""
    for length, cell in enumerate(cells[start : start + MOST_PIECES], 1):
        if is_blank(cell.text) or looks_like_value(cell.text):
            break
        if NOTE in text and is_known(cell.text):
            break  # the note in the corner ends here, before the heads
        text += cell.text
        if is_known(text):
            longest = length
    return longest
