"""Tables 三 and 四 in the text of a PDF: runs of numbers, the labels broken up around them.

A tool prints the numbers of a row on the line of its label, between two lines of it, above or
below it. Where every row of the form has its run of numbers, and what is printed around each run
holds the label of its row, the order of the form is proven and nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from gikqa_documents.document import Layout, SheetCell
from gikqa_documents.form.labels import LabelKey, label_key
from gikqa_documents.form.table_labels import Form, FormLine
from gikqa_documents.tables.broken_lines import trailing_values
from gikqa_documents.tables.match import TableReading
from gikqa_documents.tables.printed_rows import ParsedSheet, join_pieces

# Share of a label's characters that must be printed around its numbers, in order. A page break or
# the label of a group may take one character away.
_NEARBY = 0.8


@dataclass(frozen=True, slots=True)
class _Run:
    values: tuple[SheetCell, ...]
    label: LabelKey
    around: str


def align_runs(form: Form, sheets: Sequence[ParsedSheet]) -> TableReading | None:
    """Read a table by its runs of numbers; None where that would be a guess.

    There must be one run for each line of the form, and it must be at that line's label; and the
    heads must be those of the form, for rows of other forms have the same labels. A run that lost a
    number is left blank; it is only counted where the whole ones are too few, for a page number in
    the table is a run as well.
    """
    widths = {len(line.cells) for line in form.lines}
    if form.is_list or any(sheet.layout is not Layout.LINES for sheet in sheets):
        return None
    rows = [row for parsed in sheets for row in parsed.sheet.rows()]
    if not _prints_heads(form, rows):
        return None
    for counted in (widths, range(1, max(widths) + 1)):
        runs = _runs(rows, counted)
        if len(runs) == len(form.lines) and all(
            _agrees(run, line, form) for run, line in zip(runs, form.lines, strict=True)
        ):
            return _reading(form, runs)
    return None


def _prints_heads(form: Form, rows: Sequence[Sequence[SheetCell]]) -> bool:
    """Whether every character of each head is there; order says nothing where heads are broken."""
    printed = Counter("".join(label_key(cell.text).body for row in rows for cell in row))
    return all(
        any(Counter(key.body) <= printed for key in head.accepted)
        for block in range(len(form.table.blocks))
        for head in form.heads(block)
    )


def _reading(form: Form, runs: Sequence[_Run]) -> TableReading:
    reading = TableReading(form, fit=len(runs))
    for run, line in zip(runs, form.lines, strict=True):
        if len(run.values) == len(line.cells):
            reading.cells.update(zip(line.cells, run.values, strict=True))
        else:
            reading.note_width(line, len(run.values))
    return reading


def align_single_run(form: Form, sheets: Sequence[ParsedSheet]) -> TableReading | None:
    """Read a table that is one line of numbers below heads that were broken into pieces.

    The pieces cannot be put together in order, but every character of every head must be there.
    """
    if any(sheet.layout is not Layout.LINES for sheet in sheets):
        return None
    rows = [row for parsed in sheets for row in parsed.sheet.rows()]
    cells = [path for line in form.lines for path in line.cells]
    runs = [numbers for row in rows if len(numbers := trailing_values(row)) == len(cells)]
    filled = sum(bool(trailing_values(row)) for row in rows)
    printed = Counter(character for row in rows for cell in row for character in cell.text)
    if len(runs) != 1 or filled != 1 or _characters(form) - printed:
        return None
    return TableReading(form, dict(zip(cells, runs[0], strict=True)), fit=len(cells))


def _characters(form: Form) -> Counter[str]:
    labels = [line.accepted[0].body for line in form.lines]
    for line in form.lines:
        labels += [head.accepted[0].body for head in form.heads(line.block)]
    return Counter("".join(labels))


def _runs(rows: Sequence[Sequence[SheetCell]], widths: Container[int]) -> list[_Run]:
    found: list[tuple[tuple[SheetCell, ...], LabelKey]] = []
    between: list[list[str]] = [[]]
    for row in rows:
        numbers = trailing_values(row)
        words = row[: len(row) - len(numbers)]
        text = "".join(label_key(cell.text).body for cell in words)
        if len(numbers) not in widths:
            between[-1].append(text)
            continue
        label = list(join_pieces(words))
        found.append((tuple(numbers), label_key(label[-1].text if label else "")))
        # The label's own line counts for the row above and the row below alike.
        between[-1].append(text)
        between.append([text])
    return [
        _Run(values, label, "".join(between[at]) + "".join(between[at + 1][1:]))
        for at, (values, label) in enumerate(found)
    ]


def _agrees(run: _Run, line: FormLine, form: Form) -> bool:
    """Whether the run is at this line's label, and at no other line's."""
    if line.is_printed_as(run.label):
        return True
    if any(other.is_printed_as(run.label) for other in form.lines):
        return False
    return max(_share(key.body, run.around) for key in line.accepted) >= _NEARBY


def _share(label: str, around: str) -> float:
    return LCSseq.similarity(label, around) / len(label)
