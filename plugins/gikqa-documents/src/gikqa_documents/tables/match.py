"""Match sheets to a table of an edition by label, and take the values of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gikqa_documents.document import Layout, SheetCell
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.labels import LabelKey, is_fragment
from gikqa_documents.form.side_text import may_hold_side_text
from gikqa_documents.form.table_labels import Form, FormLine
from gikqa_documents.form.values import is_blank
from gikqa_documents.tables.columns import Columns, read_columns
from gikqa_documents.tables.label_order import Pair, pair_in_order
from gikqa_documents.tables.printed_rows import Entry, ParsedSheet, entries_of
from gikqa_documents.tables.row_ends import without_row_ends


@dataclass
class TableReading:
    """What was read of one table.

    `cells` maps a cell path to the printed cell, `units` to the unit that its head names; `fit`
    is the number of labels found less the number missing; the edition with the best fit is chosen.
    """

    form: Form
    cells: dict[str, SheetCell] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    sheets: Sequence[ParsedSheet] = ()
    fit: int = 0

    def note(self, text: str) -> None:
        """Add a note about this table."""
        self.notes.append(f"{self.form.name}: {text}")

    def note_width(self, line: FormLine, printed: int) -> None:
        """Note that a line has too few or too many values and is left blank."""
        wanted = len(line.cells)
        self.note(f"row {_key(line)} prints {printed} values where the form has {wanted}")

    def deviates(
        self, path: str, printed: str, key: LabelKey, accepted: Sequence[LabelKey], layout: Layout
    ) -> None:
        """Keep a damaged label, unless it is a part of the right one, or holds text of another."""
        in_part = any(is_fragment(key, right) for right in accepted)
        if not in_part and not may_hold_side_text(printed, accepted, in_cell=layout.keeps_cells):
            self.labels.setdefault(path, squeeze(printed))


def align(form: Form, sheets: Sequence[ParsedSheet]) -> TableReading:
    """Read a table of rows under heads, or a list of lines, from its sheets."""
    reading = TableReading(form)
    entries = entries_of(sheets)
    pairs = _pair_rows(form, entries)
    if not any(pair.right for pair in pairs.values()):
        return reading
    reading.fit -= sum(bool(entry.values) and entry.key in form.foreign for entry in entries)
    doubtful = _doubles(form, entries, pairs)
    heads = _columns(form, entries, pairs, reading)
    if _stand_above(form, entries):
        reading.note("numbers stand above their labels, and do not tell which; left blank")
        return reading
    printed = {number: entries[pair.printed] for number, pair in pairs.items()}
    placed = {block for block, columns in enumerate(heads) if columns.places is not None}
    bare = without_row_ends(form, printed, placed)
    unread = []
    for number, line in enumerate(form.lines):
        pair = pairs.get(number)
        if pair is None:
            unread.append(line)
            # Provinces shortened and extended the long list of 2014.
            reading.fit -= 0 if form.is_list else 1
            continue
        entry = entries[pair.printed]
        reading.fit += 1 if pair.right else 0
        if not pair.right:
            reading.deviates(line.path, entry.cell.text, entry.key, line.accepted, entry.layout)
        if number in doubtful:
            reading.note(f"row {_key(line)} is printed more than once with different values")
            continue
        _take_values(line, bare[number], heads[line.block], reading)
        if heads[line.block].unit:
            reading.units.update(dict.fromkeys(line.cells, heads[line.block].unit))
    if unread:
        reading.note("rows not found: " + ", ".join(map(_key, unread)))
    return reading


def _key(line: FormLine) -> str:
    return line.path.partition(".")[2]


def _pair_rows(form: Form, entries: Sequence[Entry]) -> dict[int, Pair]:
    """For each line of the form the entry that prints it."""
    with_values = [entry for entry in entries if entry.values and entry.key not in form.foreign]
    pairs = pair_in_order([entry.key for entry in with_values], form.lines, form.groups)
    found = {}
    for pair in pairs:
        entry = with_values[pair.printed]
        if not pair.right and not _plausible(entry, form, form.lines[pair.expected]):
            continue
        found[pair.expected] = Pair(entry.at, pair.expected, pair.right)
    return found


def _plausible(entry: Entry, form: Form, line: FormLine) -> bool:
    """Whether a label that merely resembles that of a line may be a damaged copy of it.

    It must have as many values as the line of the form. Where labels may be broken, half a label
    resembles all that end alike, so it must be no part of a label, and its number must be right.
    """
    surplus = len(entry.values) - len(line.cells)
    if surplus < 0:
        return False
    if surplus and entry.layout is Layout.COLUMNS:
        # A label over several columns leaves empty cells after it, a short row at its end.
        ends = (entry.values[:surplus], entry.values[len(line.cells) :])
        return any(all(is_blank(cell.text) for cell in end) for end in ends)
    if surplus and entry.layout is not Layout.STREAM:
        return False
    if entry.layout.keeps_cells:
        return True
    whole = not any(is_fragment(entry.key, key) for other in form.lines for key in other.accepted)
    return whole and entry.key.number in line.numbers


def _stand_above(form: Form, entries: Sequence[Entry]) -> bool:
    """Whether numbers follow a head, which has none, so that they belong to the label after them.

    Without rows, a blank row would then get the numbers of the next one.
    """
    heads = {
        body
        for block in range(len(form.table.blocks))
        for head in form.heads(block)
        for body in head.bodies
    }
    without = (form.groups | heads) - form.row_labels
    return not form.is_list and any(
        entry.key.body in without and any(not is_blank(cell.text) for cell in entry.values)
        for entry in entries
        if not entry.layout.keeps_rows
    )


def _doubles(form: Form, entries: Sequence[Entry], pairs: dict[int, Pair]) -> set[int]:
    """Lines whose label is printed again with as many, but different values."""
    chosen = {pair.printed for pair in pairs.values()}
    by_key: dict[LabelKey, list[Entry]] = {}
    for entry in entries:
        if entry.at not in chosen:
            by_key.setdefault(entry.key, []).append(entry)
    found = set()
    for number, pair in pairs.items():
        line, mine = form.lines[number], entries[pair.printed]
        for entry in by_key.get(mine.key, ()) if pair.right else ():
            texts = [cell.text.strip() for cell in entry.values]
            same_length = len(texts) == len(mine.values) >= len(line.cells)
            if same_length and texts != [cell.text.strip() for cell in mine.values]:
                found.add(number)
    return found


def _columns(
    form: Form, entries: Sequence[Entry], pairs: dict[int, Pair], reading: TableReading
) -> list[Columns]:
    """The columns of each block, read from the heads printed above its first row."""
    found: list[Columns] = []
    for block in range(len(form.table.blocks)):
        rows = [
            pairs[n].printed
            for n, line in enumerate(form.lines)
            if line.block == block and n in pairs
        ]
        earlier = [
            pairs[n].printed
            for n, line in enumerate(form.lines)
            if line.block < block and n in pairs
        ]
        start, stop = max(earlier, default=-1) + 1, min(rows, default=0)
        heads = [entry for entry in entries[start:stop] if entry.key.body not in form.groups]
        columns = read_columns(form, block, heads)
        found.append(columns)
        if not rows:
            continue
        reading.fit += columns.fit
        for problem in columns.problems:
            reading.note(problem)
        for label, entry in columns.deviating:
            reading.deviates(label.path, entry.cell.text, entry.key, label.accepted, entry.layout)
    return found


def _take_values(line: FormLine, entry: Entry, columns: Columns, reading: TableReading) -> None:
    """Give the values after a label to its cells, or say why that cannot be done."""
    if columns.contradictory:
        return
    wanted = len(line.cells)
    by_place = columns.by_place(entry)
    by_heads = columns.reordered or bool(columns.added)
    if by_place is not None and (by_heads or entry.layout is Layout.COLUMNS):
        reading.cells.update(zip(line.cells, by_place, strict=True))
        return
    values = _values_in_order(entry, wanted)
    if entry.layout is Layout.ROWS:
        values = _without_fillers(values, wanted, reading.form.label_width(line) - 1)
    if columns.reordered and columns.places is not None:
        reading.note(f"row {_key(line)} does not stand under the heads, which are reordered")
    elif len(values) == wanted and not columns.added:
        order = columns.order or range(wanted)
        reading.cells.update(
            (line.cells[at], value) for at, value in zip(order, values, strict=True)
        )
    elif by_place is not None:
        reading.cells.update(zip(line.cells, by_place, strict=True))
    elif not all(is_blank(cell.text) for cell in entry.values):
        reading.note_width(line, len(values))


def _without_fillers(values: list[SheetCell], wanted: int, fillers: int) -> list[SheetCell]:
    """The values without the cells of further columns that the label covers.

    A row that ends blank may have been filled up there, so that the blanks before are values.
    """
    if len(values) - wanted != fillers or is_blank(values[-1].text):
        return values
    return values[fillers:] if all(is_blank(cell.text) for cell in values[:fillers]) else values


def _values_in_order(entry: Entry, wanted: int) -> list[SheetCell]:
    """The values after a label, without what may be the rest of a merged cell."""
    values = list(entry.values)
    if entry.layout is Layout.COLUMNS and any(is_blank(cell.text) for cell in values):
        if len(values) == wanted and not is_blank(values[0].text):
            return values  # no cell is left over that could belong to a merged label
        # Empty cells may be blanks or the rest of merged ones; only full rows are certain.
        values = [cell for cell in values if not is_blank(cell.text)]
    return values
