"""Printed pages with damage that makes a reader take numbers for others.

The damage is done to the page, in any layout of `gikqa.testing.documents`, and knows nothing of how
a reader may undo it: numbers, labels and merged cells are moved about, and the page is read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from random import Random
from typing import Any

from gikqa.testing.documents import STYLES, as_html, as_text
from gikqa.testing.documents.grid import Grid, GridCell
from gikqa.testing.documents.paper import paper
from gikqa.testing.documents.styles import Page, Plain, Word

Line = list[GridCell]
Texts = dict[GridCell, str]
"""The cells of a printed table whose text changes."""

_ALIKE = {"0": "68", "1": "7", "3": "8", "5": "6", "6": "08", "7": "1", "8": "036", "9": "4"}


def written(row: Mapping[str, Any], style_name: str, table: str, name: str, rng: Random) -> bytes:
    """The document that a row makes in a style, with damage of this name to one table."""
    style = STYLES[style_name]
    report, look = paper(row, style, {}), style.look
    parts = list(report.parts)
    at = rng.choice([at for at, part in enumerate(parts) if _is_of(part, table)])
    parts[at] = DAMAGE[name](parts[at], rng)
    report = replace(report, parts=tuple(parts))
    if isinstance(look, Page):
        return as_html.render(report, style, look)
    if isinstance(look, Plain):
        return as_text.render(report, style, look)
    from gikqa.testing.documents import as_docx, as_pdf

    return as_docx.render(report, look) if isinstance(look, Word) else as_pdf.render(report, look)


def _is_of(part: object, table: str) -> bool:
    """Whether a part of the report is a grid with cells of this table."""
    return isinstance(part, Grid) and any(
        cell.path and cell.path.startswith(f"{table}.") for cell in part.cells
    )


def _lines(grid: Grid) -> list[Line]:
    """The rows of numbers, from the top to the bottom."""
    rows = ([cell for cell in own if cell.path] for own in grid.own)
    return [row for row in rows if row]


def _printed(grid: Grid, texts: Texts) -> Grid:
    return replace(
        grid, cells=tuple(replace(cell, text=texts.get(cell, cell.text)) for cell in grid.cells)
    )


def _put(line: Sequence[GridCell], texts: Sequence[str]) -> Texts:
    """The texts in the cells of a line from its beginning; what is left over falls off."""
    filled = [*texts, *[""] * (len(line) - len(texts))]
    return dict(zip(line, filled, strict=False))


def _in_one_row(change: Callable[[list[str], int, Random], list[str]]) -> Callable[..., Grid]:
    """Damage to the numbers of one row that holds some, from a place on."""

    def damage(grid: Grid, rng: Random) -> Grid:
        line = rng.choice(_busy(_lines(grid)))
        texts = [cell.text for cell in line]
        return _printed(grid, _put(line, change(texts, rng.randrange(len(line) - 1), rng)))

    return damage


def _in_the_flow(change: Callable[[list[str], int, Random], list[str]]) -> Callable[..., Grid]:
    """Damage to all numbers from a place in the table on."""

    def damage(grid: Grid, rng: Random) -> Grid:
        flow = list(chain.from_iterable(_lines(grid)))
        texts = [cell.text for cell in flow]
        return _printed(grid, _put(flow, change(texts, rng.randrange(len(flow) - 1), rng)))

    return damage


def _of_rows(change: Callable[[list[list[str]], int, Random], list[list[str]]]) -> Any:
    """Damage to whole rows of numbers, while the labels stay where they are."""

    def damage(grid: Grid, rng: Random) -> Grid:
        lines = _lines(grid)
        texts = [[cell.text for cell in line] for line in lines]
        changed = change(texts, rng.randrange(max(len(lines) - 1, 1)), rng)
        padded = [*changed, *[[]] * (len(lines) - len(changed))]
        every: Texts = {}
        for line, own in zip(lines, padded, strict=False):
            every |= _put(line, own)
        return _printed(grid, every)

    return damage


def _busy(lines: list[Line]) -> list[Line]:
    return [line for line in lines if any(cell.text not in ("", "0") for cell in line)] or lines


def _page_number(rng: Random) -> str:
    return rng.choice(("{}", "- {} -", "— {} —", "第 {} 页")).format(rng.randint(1, 12))


def _sums(rows: list[list[str]]) -> list[str]:
    """A row of sums that the form lacks."""
    columns = zip(*rows, strict=True)
    return [str(sum(int(text) for text in column if text.isdigit())) for column in columns]


def _joined(texts: list[str], at: int, rng: Random) -> list[str]:
    return [*texts[:at], texts[at] + texts[at + 1], *texts[at + 2 :]]


def _column_dropped(rows: list[list[str]], at: int, rng: Random) -> list[list[str]]:
    place = rng.randrange(len(rows[0]) - 1)
    return [[*row[:place], *row[place + 1 :]] for row in rows]


def _heads_exchanged(grid: Grid, rng: Random) -> Grid:
    """Two heads of columns stand in each other's place, as where a reader mixes up their order."""
    bottom = max(cell.row + cell.height for cell in grid.cells if cell.row < grid.heads)
    heads = [
        cell
        for cell in grid.cells
        if not cell.path and cell.width == 1 and cell.row + cell.height == bottom
    ]
    heads = [cell for cell in heads if cell.column >= grid.stub]
    if len(heads) < 2:
        return grid
    one, other = rng.sample(heads, 2)
    return _printed(grid, {one: other.text, other: one.text})


def _cells_merged(grid: Grid, rng: Random) -> Grid:
    """Two neighbouring cells of a row are one, with the text of the first that has any."""
    line = rng.choice(_busy(_lines(grid)))
    at = rng.randrange(len(line) - 1)
    one, other = line[at], line[at + 1]
    wide = replace(one, text=one.text or other.text, width=one.width + other.width)
    return replace(
        grid, cells=tuple(wide if cell is one else cell for cell in grid.cells if cell is not other)
    )


def _digit_confused(grid: Grid, rng: Random) -> Grid:
    """A digit is taken for one that looks like it, as in a scan."""
    cells = [cell for line in _busy(_lines(grid)) for cell in line if cell.text.isdigit()]
    if not cells:
        return grid
    cell = rng.choice(cells)
    at = rng.randrange(len(cell.text))
    alike = rng.choice(_ALIKE.get(cell.text[at], "7"))
    return _printed(grid, {cell: cell.text[:at] + alike + cell.text[at + 1 :]})


DAMAGE: Mapping[str, Callable[[Grid, Random], Grid]] = {
    "number-dropped": _in_one_row(lambda row, at, _: [*row[:at], *row[at + 1 :]]),
    "empty-cell-put-in": _in_one_row(lambda row, at, _: [*row[:at], "", *row[at:]]),
    "page-number-beside-a-number": _in_one_row(
        lambda row, at, rng: [*row[:at], f"{row[at]} {rng.randint(1, 9)}", *row[at + 1 :]]
    ),
    "numbers-joined": _in_one_row(_joined),
    "number-in-another-unit": _in_one_row(
        lambda row, *_: [text if text in ("", "0") else f"{text}0000" for text in row]
    ),
    "number-dropped-from-the-flow": _in_the_flow(lambda flow, at, _: [*flow[:at], *flow[at + 1 :]]),
    "page-number-in-the-flow": _in_the_flow(
        lambda flow, at, rng: [*flow[:at], _page_number(rng), *flow[at:]]
    ),
    "row-of-numbers-dropped": _of_rows(lambda rows, at, _: [*rows[:at], *rows[at + 1 :]]),
    "row-of-numbers-repeated": _of_rows(lambda rows, at, _: [*rows[: at + 1], *rows[at:]]),
    "row-of-sums-put-in": _of_rows(
        lambda rows, at, _: [*rows[: at + 1], _sums(rows[: at + 1]), *rows[at + 1 :]]
    ),
    "rows-exchanged": _of_rows(
        lambda rows, at, _: [*rows[:at], *rows[at : at + 2][::-1], *rows[at + 2 :]]
    ),
    "column-of-numbers-dropped": _of_rows(_column_dropped),
    "heads-exchanged": _heads_exchanged,
    "cells-merged": _cells_merged,
}
"""Damage that a page or its conversion has, by name."""

SCANNED: Mapping[str, Callable[[Grid, Random], Grid]] = {"digit-confused": _digit_confused}
"""Damage that only the recognition of characters does."""
