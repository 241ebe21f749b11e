"""GIK309 applicants-blank."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, all_of, cell, rule
from gikqa.editions import load_editions
from gikqa.rules.texts import described

_TOTAL = "requests.new_received.total"
_KINDS = tuple(
    cell.path
    for cell in load_editions()["2021"].table("requests").cells
    if cell.row == "new_received" and cell.path != _TOTAL
)
_BLANK = all_of(cell(path).is_exported() & cell(path).is_blank() for path in _KINDS)


@rule(**described("GIK309"), needs=("year", _TOTAL), where=_BLANK & (cell(_TOTAL) > 0))
def applicants_blank(report: Report) -> Iterator[Finding]:
    yield Finding(cells=_KINDS, observed="0", expected=str(report.cell(_TOTAL)))
