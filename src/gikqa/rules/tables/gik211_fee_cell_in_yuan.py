"""GIK211 fee-cell-in-yuan."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.texts import described

_AMOUNT = "disclosure.administrative_fees.amount_wan"


@rule(**described("GIK211"), only_where="raw_cells")
def fee_cell_in_yuan(report: Report) -> Iterator[Finding]:
    printed = report.raw_cells.get(_AMOUNT, "")
    if "元" in printed and not any(mark in printed for mark in ("万", "亿")):
        yield Finding(cells=(_AMOUNT,), observed=printed, expected="万元")
