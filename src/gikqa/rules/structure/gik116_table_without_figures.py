"""GIK116 table-without-figures."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Condition, Finding, Report, all_of, any_of, cell, rule
from gikqa.editions import edition_for, load_editions
from gikqa.rules.structure.chapter_conditions import has_enough_chapters
from gikqa.rules.texts import described

_NAMES = {"disclosure": "表二", "requests": "表三", "disputes": "表四"}
_CELLS = {
    table: tuple(
        dict.fromkeys(
            cell.path
            for key in ("2019", "2021")
            for cell in load_editions()[key].table(table).cells
        )
    )
    for table in _NAMES
}


def _is_bare(cells: tuple[str, ...]) -> Condition:
    """Whether all cells of a table are blank; an export without the table says nothing of it."""
    is_blank = all_of(cell(path).is_blank() for path in cells)
    return is_blank & any_of(cell(path).is_exported() for path in cells)


_BARE = {table: _is_bare(cells) for table, cells in _CELLS.items()}
_HAS_A_FIGURE = ~all_of(cell(path).is_blank() for cells in _CELLS.values() for path in cells)


@rule(
    **described("GIK116"),
    needs=("sections", "year"),
    where=any_of(_BARE.values()) & _HAS_A_FIGURE & has_enough_chapters,
)
def table_without_figures(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    for table in [table for table, is_bare in _BARE.items() if report.holds(is_bare)]:
        yield Finding(
            observed="0",
            expected=str(len(edition.table(table).cells)),
            params={"place": f"{_NAMES[table]}（{edition.table(table).title}）"},
        )
