"""A blank stands for a value that nobody knows, so it adds no finding.

If a report has a finding of a rule after one more cell is blanked, it has one of this rule before,
too: what holds whatever the value is holds for the value that was there. So a verdict that was left
open never becomes a finding by knowing less. Only a finding about the blank itself may be added:
one that names the cell and has no `observed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from gikqa.testing.plugin_kit.breach import Breach, breach
from gikqa.testing.plugin_kit.subject import Loaded
from gikqa.testing.plugin_kit.verdicts_of_rules import Export, Trial, codes_for, judge

_MOST = 6_000
"""Reports with one more blank; a rule over ten cells needs ten for each report."""


def blanks(trial: Trial) -> Iterator[Breach]:
    """Rules over one report are tried on every report, each of their cells blanked in turn."""
    loaded, named = trial.loaded, set[str]()
    for export in trial.exports:
        codes = codes_for(loaded, export)
        alone = [code for code in codes if loaded.rules[code].across is None]
        for found in [*_of_reports(loaded, export, alone), *_across(loaded, export, codes)]:
            if found.rule not in named:  # the first one is enough to mend it
                named.add(found.rule)
                yield found


def _of_reports(loaded: Loaded, export: Export, codes: list[str]) -> Iterator[Breach]:
    """All reports with one more blank are judged as one export."""
    if not codes:
        return
    places = list(_places(loaded, export.table, codes))
    places = places[:: len(places) // _MOST + 1]
    if not places:
        return
    rows = [row for row, _ in places]
    blanked = export.table.take(rows)
    for name in dict.fromkeys(name for _, name in places):
        kept = pa.array([cell != name for _, cell in places])
        values = pa.compute.if_else(
            kept, blanked[name], pa.scalar(None, blanked.schema.field(name).type)
        )
        blanked = blanked.set_column(blanked.column_names.index(name), name, values)
    ids = pa.array([f"b{n}" for n in range(len(places))])
    blanked = blanked.set_column(blanked.column_names.index("report_id"), "report_id", ids)
    before = _found(loaded, export, export.table, codes)
    originals = export.table["report_id"].to_pylist()
    for row in judge(loaded, export, blanked, codes).findings.to_pylist():
        place, cell = places[int(row["report_id"][1:])]
        if (row["rule"], originals[place]) not in before:
            yield from _breach(row, export.table, place, cell)


def _across(loaded: Loaded, export: Export, codes: list[str]) -> Iterator[Breach]:
    """Rules across reports see all others, so one cell is blanked at a time."""
    across = [code for code in codes if loaded.rules[code].across is not None]
    if not across or export.table.num_rows > _FEW:
        return
    before = _found(loaded, export, export.table, across)
    for place, cell in _places(loaded, export.table, across):
        values = export.table[cell].to_pylist()
        values[place] = None
        index = export.table.column_names.index(cell)
        kind = export.table.schema.field(cell).type
        table = export.table.set_column(index, cell, pa.array(values, kind))
        for row in judge(loaded, export, table, across).findings.to_pylist():
            if (row["rule"], row["report_id"]) not in before:
                yield from _breach(row, export.table, place, cell)


_FEW = 12
"""Reports of an export whose every cell is blanked by itself: those of a worked case."""


def _breach(row: dict[str, Any], table: pa.Table, place: int, cell: str) -> Iterator[Breach]:
    if cell in row["cells"] and row["observed"] is None:
        return
    yield breach(
        "blanks",
        row["rule"],
        "blank",
        report=table["report_id"][place],
        cell=cell,
        value=table[cell][place],
        found=row["message"],
    )


def _found(
    loaded: Loaded, export: Export, table: pa.Table, codes: list[str]
) -> set[tuple[str, str]]:
    found = judge(loaded, export, table, codes).findings.select(["rule", "report_id"])
    return {(row["rule"], row["report_id"]) for row in found.to_pylist()}


def _places(loaded: Loaded, table: pa.Table, codes: list[str]) -> Iterator[tuple[int, str]]:
    """Row and cell of every value that these rules may read."""
    cells = {cell for edition in loaded.plugins.editions.values() for cell in edition.cells}
    read = {column for code in codes for column in loaded.rules[code].columns}
    for edition in loaded.plugins.editions.values():
        for identity in edition.identities:
            if identity.rule in codes:
                read |= set(identity.cells)
    for name in sorted(read & cells & set(table.column_names)):
        for row in table[name].is_valid().to_numpy().nonzero()[0].tolist():
            yield row, name
