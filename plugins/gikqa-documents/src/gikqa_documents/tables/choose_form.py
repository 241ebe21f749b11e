"""Find which edition's form a document uses, and read its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gikqa.editions import Edition, edition_for, load_editions
from gikqa_documents.document import Layout, Placed
from gikqa_documents.form.table_labels import Form, forms
from gikqa_documents.form.values import is_blank, looks_like_value
from gikqa_documents.tables.disputes import align_side_by_side
from gikqa_documents.tables.group_labels import read_group_labels
from gikqa_documents.tables.match import TableReading, align
from gikqa_documents.tables.number_runs import align_runs, align_single_run
from gikqa_documents.tables.printed_rows import ParsedSheet

# Least number of different labels before a sheet outside of its chapter is taken for a table.
_TELLING = 4


# A sheet and the number of its chapter.
_InChapter = tuple[ParsedSheet, int | None]


@dataclass(frozen=True)
class Tables:
    """The tables of a document, read by the form that fits them best.

    A table that follows another form than the rest is read by its own.
    """

    edition: Edition | None
    readings: tuple[TableReading, ...]


def read_tables(sheets: Sequence[Placed], year: int | None = None) -> Tables:
    """Read every table by the form of every edition, and keep the edition that fits best.

    Rules judge whether the report uses the form of its year; here its cells are read by the form on
    the paper. The year decides only between forms that fit equally, as when table 四 alone is read.
    """
    chosen: Tables | None = None
    highest = (0, False, 0)
    of_year = edition_for(year) if year else None
    by_table: dict[str, TableReading] = {}
    parsed = [(ParsedSheet(placed.sheet), placed.chapter) for placed in sheets]
    for edition in load_editions().values():
        readings = tuple(_read(form, edition, parsed) for form in forms(edition))
        for reading in readings:
            key = reading.form.table.key
            if key not in by_table or reading.fit > by_table[key].fit:
                by_table[key] = reading
        if not any(reading.cells or reading.labels or reading.fit > 0 for reading in readings):
            continue
        fit = _fit(readings, edition is of_year)
        if chosen is None or fit > highest:
            chosen, highest = Tables(edition, readings), fit
    if chosen is None:
        return Tables(None, ())
    best = tuple(_better(one, by_table) for one in chosen.readings)
    for reading in best:
        read_group_labels(reading.form, reading.sheets, reading)
    return Tables(chosen.edition, best)


def _fit(readings: Sequence[TableReading], of_year: bool) -> tuple[int, bool, int]:
    """How well tables fit the forms of an edition.

    The rows that a table cut off in the middle does not print say nothing against the tables that
    are whole, so these come first, and the form of the report's year before the smaller form.
    """
    whole = sum(max(one.fit, 0) for one in readings)
    return whole, of_year, sum(one.fit for one in readings)


def _better(reading: TableReading, by_table: Mapping[str, TableReading]) -> TableReading:
    """The reading by the form of this table, which may differ from that of the others."""
    own = by_table[reading.form.table.key]
    # The rest of a page that was cut off may fit a smaller form better; only a row that the other
    # form alone has is proof.
    proven = own.cells.keys() - {cell.path for cell in reading.form.table.cells}
    if own.fit <= reading.fit or own.form.is_list or not proven:
        return reading
    own.note(f"printed on the form of {own.form.edition}, otherwise than the other tables")
    return own


def _read(form: Form, edition: Edition, sheets: Sequence[_InChapter]) -> TableReading:
    chapters = {section.number for section in edition.sections if section.table == form.table.key}
    own = _own_sheets(form, sheets, chapters)
    reading = _align(form, own)
    reading.sheets = own
    if not own:
        reading.notes.append(missing_note(form))
    elif not reading.cells and not reading.notes:
        reading.note("labels, but no cells that can be told apart; left blank")
    return reading


def missing_note(form: Form) -> str:
    """The note on a table that the document does not contain."""
    if form.is_list:
        return f"no table {form.name} found: before 2019 it was an annex, often published apart"
    return f"no table {form.name} found: image or attachment?"


def _own_sheets(form: Form, sheets: Sequence[_InChapter], chapters: set[int]) -> list[ParsedSheet]:
    """The sheets that print this table: those in its chapter, else those in any chapter."""
    here = [sheet for sheet, chapter in sheets if chapter in chapters]
    own = [sheet for sheet in here if count_labels(form, sheet) > 1]
    if not own:
        own = [sheet for sheet, _ in sheets if count_labels(form, sheet) >= _TELLING]
    # Offices print tables of their own under the same heads; their rows are not those of the form.
    with_rows = [
        sheet for sheet in own if sheet.bodies & form.telling_rows or not _is_filled(sheet)
    ]
    return own if _is_side_by_side(form) else with_rows


def _is_filled(parsed: ParsedSheet) -> bool:
    cells = parsed.sheet.cells
    return any(not is_blank(cell.text) and looks_like_value(cell.text) for cell in cells)


def count_labels(form: Form, sheet: ParsedSheet) -> int:
    """How many different labels of the table the sheet prints."""
    return len(sheet.bodies & form.labels)


def _align(form: Form, sheets: Sequence[ParsedSheet]) -> TableReading:
    if not sheets:
        return TableReading(form)
    if _is_side_by_side(form):
        side_by_side = align_side_by_side(form, sheets)
        if side_by_side.cells or side_by_side.labels:
            return side_by_side
        return align_single_run(form, sheets) or side_by_side
    reading = align(form, sheets)
    if len(reading.cells) < len(form.table.cells) and sheets[0].layout is Layout.LINES:
        by_runs = align_runs(form, sheets)
        if by_runs is not None and _confirms(by_runs, reading):
            by_runs.labels, by_runs.fit = reading.labels, max(by_runs.fit, reading.fit)
            return by_runs
    return reading


def _confirms(by_runs: TableReading, by_label: TableReading) -> bool:
    """Whether the runs give the same numbers to all cells that were read by their labels."""
    return all(
        path in by_runs.cells and by_runs.cells[path].text == cell.text
        for path, cell in by_label.cells.items()
    )


def _is_side_by_side(form: Form) -> bool:
    """Whether every row has the same columns and a block for itself: table 四."""
    first, *others = (block.columns for block in form.table.blocks)
    return bool(others) and not form.is_list and all(columns == first for columns in others)
