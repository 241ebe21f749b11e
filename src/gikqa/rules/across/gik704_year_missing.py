"""GIK704 year-missing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gikqa import Across, Compared, Finding, Ledger, Rule
from gikqa.rules.texts import described

_MOST_YEARS = 2
"""A body of which more years are missing was dissolved in between, or is another one."""
_REFORM = frozenset({2018, 2019})
"""Bodies were merged and set up anew in these years, often under a name that had been used."""


def compare(ledger: Ledger) -> Compared:
    """Between two reports of a body, a year is missing of which the export has other reports.

    Where a roster lists the body, GIK707 says which of its reports are missing.
    """
    rows, years = ledger.in_order, ledger.reports["year"].to_numpy()
    judged = np.zeros(len(years), np.bool_)
    same = np.diff(ledger.bodies[rows]) == 0
    steps = np.where(same, np.diff(years[rows]), 0)
    judged[rows[1:][same]] = judged[rows[:-1][same]] = True
    steps[ledger.listed[rows[1:]] >= 0] = 0
    at = np.flatnonzero((steps > 1) & (steps <= _MOST_YEARS + 1))
    return Compared(judged, _findings(ledger, rows[at], rows[at + 1], frozenset(years.tolist())))


def _findings(
    ledger: Ledger, earlier: np.ndarray, later: np.ndarray, reported: frozenset[int]
) -> Iterator[tuple[int, Finding]]:
    reports = ledger.reports.select(["year", "report_id"])
    befores = reports.take(earlier).to_pylist()
    afters = reports["year"].take(later).to_pylist()
    for row, before, after in zip(later.tolist(), befores, afters, strict=True):
        missing = [year for year in range(before["year"] + 1, after) if year in reported]
        if missing and _REFORM.isdisjoint(missing):
            named = {"other_year": str(before["year"]), "other_report": before["report_id"] or ""}
            yield row, Finding(observed=", ".join(map(str, missing)), params=named)


GIK704 = Rule(**described("GIK704"), across=Across(compare))
