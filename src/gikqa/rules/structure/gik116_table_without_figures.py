"""GIK116 table-without-figures."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for, load_editions
from gikqa.rules.columns import blank
from gikqa.rules.structure.whole import has_enough
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

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


def _has_a_bare_table(screening: Screening) -> Flags:
    """Where all cells of one table are blank, and not those of all."""
    bare = np.zeros(screening.rows, bool)
    whole = np.ones(screening.rows, bool)
    for cells in _CELLS.values():
        present = [path for path in cells if path in screening.columns]
        if present:  # an export without a table says nothing of it
            empty = np.ones(len(bare), bool)
            for path in present:
                empty &= blank(screening, path)
            bare |= empty
            whole &= empty
    return bare & ~whole


@rule(
    **described("GIK116"),
    needs=("sections", "year"),
    reads=tuple(path for cells in _CELLS.values() for path in cells),
    screen=_has_a_bare_table,
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
