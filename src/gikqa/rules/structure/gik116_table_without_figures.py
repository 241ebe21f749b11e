"""GIK116 table-without-figures."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for, load_editions
from gikqa.rules.structure.whole import has_enough
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


@rule(
    **described("GIK116"),
    needs=("sections", "year"),
    reads=tuple(path for cells in _CELLS.values() for path in cells),
)
def table_without_figures(report: Report) -> Iterator[Finding]:
    """A table of the form has no figure at all while others have."""
    edition = edition_for(report.year)
    if edition is None or not has_enough(edition, report.sections):
        return
    bare = [
        table for table, cells in _CELLS.items() if all(report.cell(path) is None for path in cells)
    ]
    for table in bare if len(bare) < len(_CELLS) else ():
        yield Finding(
            observed="0",
            expected=str(len(edition.table(table).cells)),
            params={"place": f"{_NAMES[table]}（{edition.table(table).title}）"},
        )
