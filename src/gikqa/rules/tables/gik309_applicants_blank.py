"""GIK309 applicants-blank."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for, load_editions
from gikqa.rules.texts import described

_TOTAL = "requests.new_received.total"
_KINDS = tuple(
    cell.path
    for cell in load_editions()["2021"].table("requests").cells
    if cell.row == "new_received" and cell.path != _TOTAL
)


@rule(**described("GIK309"), needs=("year", _TOTAL), reads=_KINDS)
def applicants_blank(report: Report) -> Iterator[Finding]:
    """Requests were received, and no kind of applicant has a figure."""
    empty = all(report.cell(path) is None for path in _KINDS)
    if empty and report.cell(_TOTAL) and edition_for(report.year) is not None:
        yield Finding(cells=_KINDS, observed="0", expected=str(report.cell(_TOTAL)))
