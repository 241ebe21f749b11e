"""GIK105 label-misprinted."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import Edition, Line, edition_for
from gikqa.rules.texts import described


@rule(**described("GIK105"), only_where="printed_labels")
def label_misprinted(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    for path, printed in sorted(report.printed_labels.items()):
        line = _line_at(edition, path)
        expected, cells = (
            (line.label, _cells_at(edition, path)) if line else _group_at(edition, path)
        )
        if expected:
            yield Finding(cells=cells, observed=printed, expected=expected, params={"path": path})


def _line_at(edition: Edition, path: str) -> Line | None:
    """The row or column of a path `table.row` or `table.column`; None if the form has none."""
    key, _, name = path.partition(".")
    for table in edition.tables:
        if table.key == key:
            lines = [line for block in table.blocks for line in (*block.rows, *block.columns)]
            return next((line for line in lines if line.key == name), None)
    return None


def _cells_at(edition: Edition, path: str) -> tuple[str, ...]:
    key, _, name = path.partition(".")
    return tuple(
        cell.path
        for cell in edition.cells.values()
        if cell.table == key and name in (cell.row, cell.column)
    )


def _group_at(edition: Edition, path: str) -> tuple[str, tuple[str, ...]]:
    """The label of a block or a group, of which `table.label` is the path, and the cells in it."""
    key, _, label = path.partition(".")
    inside = {
        (row.key, column.key)
        for table in edition.tables
        if table.key == key
        for block in table.blocks
        for row in block.rows
        for column in block.columns
        if label in (block.label, *row.within, *column.within)
    }
    cells = tuple(
        cell.path
        for cell in edition.cells.values()
        if cell.table == key and (cell.row, cell.column) in inside
    )
    return (label, cells) if inside else ("", ())
