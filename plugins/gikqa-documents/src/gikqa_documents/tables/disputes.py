"""Table 四: three groups of the same five heads, and the values below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gikqa_documents.document import Layout, Sheet, SheetCell
from gikqa_documents.form.labels import label_key
from gikqa_documents.form.table_labels import Form, FormLine, Labelled
from gikqa_documents.form.values import is_blank
from gikqa_documents.tables.label_order import weigh
from gikqa_documents.tables.match import TableReading, align
from gikqa_documents.tables.printed_rows import ParsedSheet, is_label


@dataclass
class _Part:
    """Heads that follow each other, and the values that follow them.

    `padded`: there are empty cells between the heads, for cells merged with those above.
    """

    layout: Layout
    heads: list[SheetCell] = field(default_factory=list)
    values: list[SheetCell] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    padded: bool = False


def align_side_by_side(form: Form, sheets: Sequence[ParsedSheet]) -> TableReading:
    """Read a table whose rows are side by side, or below each other under one set of heads."""
    reading = TableReading(form)
    parts = _parts(form, sheets)
    lines = list(form.lines)
    whole = [part for part in parts if len(part.heads) == sum(len(line.cells) for line in lines)]
    thirds = [part for part in parts if len(part.heads) == len(lines[0].cells)]
    if len(whole) == 1:
        _read_part(whole[0], lines, reading)
    elif len(thirds) == len(lines) and [part.groups[-1:] for part in thirds] == [
        [number] for number in range(len(lines))
    ]:
        for part, line in zip(thirds, lines, strict=True):
            _read_part(part, [line], reading)
    else:
        below = align(form, sheets)
        if below.cells:
            return below
        if any(part.heads for part in parts):
            reading.fit = 1
            reading.note("heads do not stand as in the form; left blank")
    return reading


def _parts(form: Form, sheets: Sequence[ParsedSheet]) -> list[_Part]:
    """Split the cells at every head that follows a filled value."""
    outcomes = form.heads(0)
    parts: list[_Part] = []
    for sheet in sheets:
        part = _Part(sheet.layout)
        for row in sheet.rows:
            for cell in row:
                key = label_key(cell.text)
                group = _group(form, cell)
                if not is_label(cell.text):
                    part.values.append(cell)
                elif group is not None or any(weigh(key, head) for head in outcomes):
                    if any(not is_blank(value.text) for value in part.values):
                        parts.append(part)
                        part = _Part(sheet.layout)
                    part.padded = part.padded or bool(part.values)
                    part.values.clear()
                    if group is None:
                        part.heads.append(cell)
                    else:
                        part.groups.append(group)
        parts.append(part)
    return parts


def _group(form: Form, cell: SheetCell) -> int | None:
    key = label_key(cell.text)
    for number, line in enumerate(form.lines):
        if line.is_printed_as(key):
            return number
    return None


def _read_part(part: _Part, lines: Sequence[FormLine], reading: TableReading) -> None:
    """Give the values of a part to the lines whose heads it prints."""
    outcomes = reading.form.heads(0)
    wanted = [path for line in lines for path in line.cells]
    for at, cell in enumerate(part.heads):
        expected = outcomes[at % len(outcomes)]
        if not _accept_head(cell, expected, part.layout, reading):
            reading.note(f"head {cell.text.strip()} where {expected.path} is due; left blank")
            return
    values = _values_of(part, len(wanted))
    if len(values) == len(wanted):
        reading.cells.update(zip(wanted, values, strict=True))
    elif any(not is_blank(cell.text) for cell in values):
        reading.note(f"{len(values)} values printed where the form has {len(wanted)}")
    elif not values:
        reading.note("no values printed")


def _accept_head(
    cell: SheetCell, expected: Labelled, layout: Layout, reading: TableReading
) -> bool:
    key = label_key(cell.text)
    fit = weigh(key, expected)
    if not fit:
        return False
    others = reading.form.heads(0)
    if fit < 1 and any(label.is_printed_as(key) for label in others):
        return False  # the right label of another column
    reading.fit += 1
    if fit < 1:
        reading.deviates(expected.path, cell.text, key, expected.accepted, layout)
    return True


def _values_of(part: _Part, wanted: int) -> list[SheetCell]:
    """The values of a part: its one filled row, or all values of a stream."""
    if part.layout.keeps_rows:
        rows = list(Sheet(tuple(part.values), part.layout).rows())
        filled = [row for row in rows if any(not is_blank(cell.text) for cell in row)]
        return list(filled[0]) if len(filled) == 1 else part.values
    return _without_fillers(part, wanted)


def _without_fillers(part: _Part, wanted: int) -> list[SheetCell]:
    """The values of a stream without the empty cells that fill up the heads above them.

    There are as many as the heads lack of a row of values, unless every value is there.
    """
    values = part.values
    lower = wanted * 2 // 3  # heads of 行政诉讼, which are printed one line lower
    fillers = next((n for n, cell in enumerate(values) if not is_blank(cell.text)), len(values))
    surplus = len(values) - wanted
    whole = values[fillers : fillers + wanted]
    if surplus > 0 and (fillers >= surplus or fillers >= wanted - lower):
        complete = len(whole) == wanted and not any(is_blank(cell.text) for cell in whole)
        rest = values[fillers + wanted :]
        if complete and all(is_blank(cell.text) for cell in rest):
            return whole
        if surplus == wanted - lower and fillers >= surplus:
            return values[surplus:]
    # Where merged cells left empty ones, so does the end of the last row; that one must not take
    # the place of a lost value.
    if part.padded and fillers < len(values) and 0 <= surplus <= 1:
        return values[:-1] if is_blank(values[-1].text) else values
    return values
