"""Empty cells at the end of a row that belong to no column: what a stream keeps of merged cells.

Word leaves an empty cell in every row that a label spans; converters fill each row up to the width
of the widest one, with pipes that have nothing between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace

from gikqa_documents.document import Layout, SheetCell
from gikqa_documents.form.table_labels import Form
from gikqa_documents.form.values import is_blank
from gikqa_documents.tables.printed_rows import Entry

_FEWEST_ROWS = 3  # with fewer, the width of the rows may be equal by chance


def without_row_ends(
    form: Form, entries: Mapping[int, Entry], placed: Container[int]
) -> dict[int, Entry]:
    """The entries of the lines of a form, without the empty cells that end their rows.

    placed: the blocks whose heads show the column of every cell.
    """
    ended = dict(entries)
    rows = {
        n: entry
        for n, entry in entries.items()
        if entry.layout is Layout.COLUMNS and form.lines[n].block not in placed
    }
    width = _filled_up_to(form, rows)
    for n, entry in rows.items() if width else ():
        cut = _cut_to(width, form, n, entry)
        if len(cut.values) == len(form.lines[n].cells) and cut is not entry:
            ended[n] = replace(cut, layout=Layout.ROWS)
    streams = {n: entry for n, entry in entries.items() if entry.layout is Layout.STREAM}
    width = _filled_up_to(form, streams)
    padded = not width and _pads_groups(form, streams)
    for n, entry in streams.items():
        ended[n] = (
            _cut_to(width, form, n, entry) if width else _without_padding(form, n, entry, padded)
        )
    return ended


def _filled_up_to(form: Form, entries: Mapping[int, Entry]) -> int:
    """The number of cells that rows were filled up to; 0 if they were not.

    Every cell of a row counts: the labels of groups that it opens, its own label, its values.
    """
    if not entries:
        return 0
    widths = {n: _opens(form, n) + 1 + len(entry.values) for n, entry in entries.items()}
    width, times = Counter(widths.values()).most_common(1)[0]
    if times < _FEWEST_ROWS or 3 * times < 2 * len(widths):
        return 0
    surplus = {n: width - _opens(form, n) - 1 - len(form.lines[n].cells) for n in widths}
    short = [n for n, more in surplus.items() if more > 0]
    filled_up = [n for n in short if widths[n] == width]
    return width if 2 * len(filled_up) > len(short) and min(surplus.values()) >= 0 else 0


def _opens(form: Form, number: int) -> int:
    """How many groups begin with a line, so that their labels are cells of its row."""
    above = form.lines[number - 1].within if number else ()
    return len(set(form.lines[number].within) - set(above))


def _cut_to(width: int, form: Form, number: int, entry: Entry) -> Entry:
    """The entry without the cells that fill its row up.

    Where a value was lost, as many empty cells are left out, so that none takes its place.
    """
    wanted = len(form.lines[number].cells)
    surplus = width - _opens(form, number) - 1 - wanted
    values = entry.values
    if len(values) == wanted + surplus and _all_blank(values[wanted:]):
        return replace(entry, values=values[:wanted])
    if _is_complete(values, wanted):
        return replace(entry, values=values[:wanted])
    tail = values[len(values) - surplus :] if surplus else ()
    return replace(entry, values=values[: len(values) - surplus]) if _all_blank(tail) else entry


def _is_complete(values: tuple[SheetCell, ...], wanted: int) -> bool:
    """Whether all values are there, and nothing but empty cells after them."""
    head, tail = values[:wanted], values[wanted:]
    return (
        len(head) == wanted and not any(is_blank(cell.text) for cell in head) and _all_blank(tail)
    )


def _all_blank(cells: tuple[SheetCell, ...]) -> bool:
    return all(is_blank(cell.text) for cell in cells)


def _pads_groups(form: Form, entries: Mapping[int, Entry]) -> bool:
    """Whether a stream of cells holds an empty one for every row that a group label spans.

    One row does not show whether an empty cell is spanned or a blank total; most rows together do.
    """
    verdicts = [
        len(entry.values) - len(form.lines[number].cells) == form.open_groups(number)
        for number, entry in entries.items()
        if form.open_groups(number)
    ]
    return 2 * sum(verdicts) > len(verdicts)


def _without_padding(form: Form, number: int, entry: Entry, padded: bool) -> Entry:
    """The entry without the empty cells of groups that follow its values.

    In a padded stream they are removed even if too few values remain: the empty cell of a group
    must not take the place of a lost value.
    """
    wanted, values = len(form.lines[number].cells), entry.values
    if _is_complete(values, wanted):
        return replace(entry, values=values[:wanted])
    if number + 1 == len(form.lines):
        # Word leaves an empty cell at the end of a table.
        row_end = padded and len(values) == wanted + 1 and is_blank(values[-1].text)
        return replace(entry, values=values[:wanted]) if row_end else entry
    padding = form.open_groups(number) if padded else 0
    tail = values[len(values) - padding :]
    if padding and _all_blank(tail):
        return replace(entry, values=values[: len(values) - padding])
    return entry
