"""Ruled tables of a PDF: what is printed in each cell, and tables put together over pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gikqa.text import pattern
from gikqa_documents.document import Layout, Sheet, SheetCell
from gikqa_documents.files.frames import frames_text
from gikqa_documents.files.pdf.load import Glyph, Page
from gikqa_documents.files.pdf.ruling_lines import Grid, grids_of
from gikqa_documents.files.pdf.text_lines import TextLine, line_of, lines_of, rows_of
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.table_labels import is_known
from gikqa_documents.form.values import is_blank, looks_like_value

_SAME_EDGE = 4.0  # points
_TIGHT = 0.12  # share of a glyph's height; digits with a smaller gap are one number
_DIGITS = pattern(r"[0-9０-９.．,，]")


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell with the places of its sides and the rows that it covers."""

    text: str
    left: float
    right: float
    row: int
    height: int = 1


@dataclass(frozen=True)
class RuledTable:
    """A table on one page or several; `astride` are numbers whose cell is uncertain."""

    cells: tuple[RuledCell, ...]
    rows: int
    left: float
    right: float
    top: float
    bottom: float
    astride: tuple[str, ...] = ()

    def row_texts(self, row: int) -> tuple[str, ...]:
        """What the cells that begin in a row say."""
        return tuple(squeeze(cell.text) for cell in self.cells if cell.row == row)


def tables_of(page: Page) -> tuple[list[RuledTable], list[TextLine]]:
    """The ruled tables of a page, and the lines outside of them."""
    tables: list[RuledTable] = []
    lines: list[TextLine] = []
    left = list(page.glyphs)
    for grid in grids_of(page.rules):
        inside = [glyph for glyph in left if grid.cell_at(*glyph.middle) is not None]
        if not any(glyph.text.strip() for glyph in inside):
            continue
        left = [glyph for glyph in left if grid.cell_at(*glyph.middle) is None]
        table = _table(grid, inside)
        if table is None:
            lines += lines_of(inside)
        else:
            tables.append(table)
    return tables, lines + lines_of(left)


def _table(grid: Grid, glyphs: Sequence[Glyph]) -> RuledTable | None:
    """The table in a grid; None if lines between numbers are missing, or if it frames prose."""
    astride, lost = _astride(grid, glyphs)
    inside: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        number = grid.cell_at(*glyph.middle)
        if number is not None and id(glyph) not in lost:
            inside.setdefault(number, []).append(glyph)
    printed = {number: lines_of(of_cell) for number, of_cell in inside.items()}
    if any(map(_holds_a_row, printed.values())) or _holds_columns(grid, printed):
        return None
    cells = [
        RuledCell(
            "\n".join(line.text for line in printed.get(number, ())),
            grid.xs[left],
            grid.xs[right],
            top,
            bottom - top,
        )
        for number, (top, left, bottom, right) in enumerate(grid.spans)
    ]
    if frames_text([cell.text for cell in cells]):
        return None
    return RuledTable(
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.left))),
        rows=len(grid.ys) - 1,
        left=grid.xs[0],
        right=grid.xs[-1],
        top=grid.ys[0],
        bottom=grid.ys[-1],
        astride=tuple(astride),
    )


def _astride(grid: Grid, glyphs: Sequence[Glyph]) -> tuple[list[str], set[int]]:
    """Numbers printed across a line, which could belong to either side, and their glyphs."""
    texts: list[str] = []
    lost: set[int] = set()
    for row in rows_of(glyphs):
        for number in _numbers(row):
            if len({grid.cell_at(*glyph.middle) for glyph in number}) > 1:
                texts.append(line_of(number).text)
                lost.update(map(id, number))
    return texts, lost


def _numbers(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Digits of a line that touch each other."""
    number: list[Glyph] = []
    for glyph in row:
        close = number and glyph.left - number[-1].right < _TIGHT * glyph.size
        tight = close and not glyph.apart
        if number and not (tight and _DIGITS.match(glyph.text)):
            yield number
            number = []
        if _DIGITS.match(glyph.text):
            number.append(glyph)
    if number:
        yield number


def _is_number(text: str) -> bool:
    return not is_blank(text) and looks_like_value(text) and any(map(str.isdigit, text))


def _holds_a_row(lines: Sequence[TextLine]) -> bool:
    """Whether a cell holds several numbers side by side: lines between columns are missing."""
    return any(line.tabular and sum(map(_is_number, line.text.split())) > 1 for line in lines)


def _holds_columns(grid: Grid, printed: dict[int, list[TextLine]]) -> bool:
    """Whether cells of a row hold several numbers each: lines between rows are missing."""
    several = [
        grid.spans[number][0]
        for number, lines in printed.items()
        if len(lines) > 1 and all(_is_number(line.text) for line in lines)
    ]
    return len(several) > len(set(several))


def continues(table: RuledTable, following: RuledTable) -> bool:
    """Whether a table at the top of a page may be the rest of the one before it."""
    return (
        abs(table.left - following.left) <= _SAME_EDGE
        and abs(table.right - following.right) <= _SAME_EDGE
    )


def join(table: RuledTable, following: RuledTable) -> RuledTable:
    """One table from two pages: heads printed again left out, a row cut in two made whole."""
    heads = _repeated_heads(table, following)
    rest = [replace(cell, row=cell.row - heads) for cell in following.cells if cell.row >= heads]
    cells, rows = list(table.cells), table.rows
    whole = _made_whole(cells, rows - 1, rest)
    if whole is not None:
        cells, rest = whole
        rows -= 1
    cells += [replace(cell, row=cell.row + rows) for cell in rest]
    return replace(
        table,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.left))),
        rows=rows + following.rows - heads,
        bottom=following.bottom,
        astride=table.astride + following.astride,
    )


def _repeated_heads(table: RuledTable, following: RuledTable) -> int:
    count = 0
    while count < min(table.rows, following.rows):
        texts = table.row_texts(count)
        if texts != following.row_texts(count) or any(map(_is_number, texts)) or not any(texts):
            break
        count += 1
    return count


def _made_whole(
    cells: Sequence[RuledCell], last: int, rest: Sequence[RuledCell]
) -> tuple[list[RuledCell], list[RuledCell]] | None:
    """The cells with a row that a page break cut in two put together.

    It was cut if its label is only known when both halves are read, and no cell has a number in
    both halves.
    """
    upper = [cell for cell in cells if cell.row + cell.height - 1 == last]
    lower = [cell for cell in rest if cell.row == 0]
    upper.sort(key=lambda cell: cell.left)
    pairs = list(zip(upper, lower, strict=False))
    if len(upper) != len(lower) or not all(_same_sides(*pair) for pair in pairs):
        return None
    if not any(_is_cut(above.text, below.text) for above, below in pairs):
        return None
    if any(_both_speak(above.text, below.text) for above, below in pairs):
        return None
    joined = {
        above: replace(
            above,
            text="\n".join(text for text in (above.text, below.text) if text),
            height=above.height + below.height - 1,
        )
        for above, below in pairs
    }
    return [joined.get(cell, cell) for cell in cells], [cell for cell in rest if cell.row > 0]


def _same_sides(one: RuledCell, other: RuledCell) -> bool:
    return abs(one.left - other.left) <= _SAME_EDGE and abs(one.right - other.right) <= _SAME_EDGE


def _both_speak(above: str, below: str) -> bool:
    """Whether two cells are cells of two rows: two numbers, or a whole label and more."""
    if is_blank(above) or is_blank(below):
        return False
    return _is_number(above) or _is_number(below) or is_known(above) or is_known(below)


def _is_cut(above: str, below: str) -> bool:
    return not is_blank(above) and not is_blank(below) and is_known(above + below)


def sheet_of(table: RuledTable) -> Sheet:
    """The table as a sheet; sides that are equal up to a pen's width are one column."""
    places: list[float] = []
    for place in sorted({side for cell in table.cells for side in (cell.left, cell.right)}):
        if not places or place - places[-1] > _SAME_EDGE:
            places.append(place)
    cells = []
    for _, row in groupby(table.cells, key=lambda cell: cell.row):
        for cell in row:
            start, stop = _column(places, cell.left), _column(places, cell.right)
            cells.append(SheetCell(cell.text, cell.row, start, max(stop - start, 1)))
    return Sheet(tuple(cells), Layout.SPANNED)


def _column(places: Sequence[float], side: float) -> int:
    return max(at for at, place in enumerate(places) if place <= side)
