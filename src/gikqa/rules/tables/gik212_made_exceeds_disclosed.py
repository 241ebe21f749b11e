"""GIK212 made-exceeds-disclosed."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, any_of, cell, known, rule
from gikqa.editions import load_editions
from gikqa.rules.texts import described

# No identity of the form: with its neighbours it would make one of them follow from the others.
_ROWS = ("regulations", "normative_documents")
_CELLS = {
    row: (f"disclosure.{row}.newly_made", f"disclosure.{row}.disclosed_total") for row in _ROWS
}
_EXCEEDS = {row: cell(made) > cell(disclosed) for row, (made, disclosed) in _CELLS.items()}
_LABELS = {
    row.key: row.label
    for block in load_editions()["2019"].table("disclosure").blocks
    for row in block.rows
}


@rule(**described("GIK212"), needs=("year",), where=known(any_of(_EXCEEDS.values())))
def made_exceeds_disclosed(report: Report) -> Iterator[Finding]:
    for row, exceeds in _EXCEEDS.items():
        if report.holds(exceeds):
            made, disclosed = (report.cell(path) for path in _CELLS[row])
            yield Finding(
                cells=_CELLS[row],
                observed=str(made),
                expected=f"≤ {disclosed}",
                params={"place": _LABELS[row]},
            )
