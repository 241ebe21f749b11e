"""GIK704 year-missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from gikqa import Across, Compared, Finding, Ledger, Rule
from gikqa.rules.texts import described

_MOST_YEARS = 2
"""A body of which more years are missing was dissolved in between, or is another one."""
_REFORM = frozenset({2018, 2019})
"""Bodies were merged and set up anew in these years, often under a name that had been used."""


def compare(ledger: Ledger) -> Compared:
    """Between two reports of a body, a year is missing of which the export has other reports.

    A gap that may have another reason leaves the later report undetermined. Where a roster lists
    the body, GIK707 says which of its reports are missing.
    """
    rows, years = ledger.in_order, ledger.reports["year"].to_numpy()
    reported = frozenset(years.tolist())
    judged = np.zeros(len(years), np.bool_)
    same = np.diff(ledger.bodies[rows]) == 0
    steps = np.where(same, np.diff(years[rows]), 0)
    judged[rows[1:][same]] = judged[rows[:-1][same]] = True
    steps[ledger.listed[rows[1:]] >= 0] = 0
    at = np.flatnonzero(steps > 1).tolist()
    gaps = {
        later: (earlier, missing)
        for earlier, later in ((int(rows[one]), int(rows[one + 1])) for one in at)
        if (missing := sorted(reported.intersection(range(years[earlier] + 1, years[later]))))
    }
    left_open = np.zeros(len(years), np.bool_)
    left_open[list(gaps)] = True
    return Compared(judged, _findings(ledger, gaps), left_open)


def _findings(
    ledger: Ledger, gaps: Mapping[int, tuple[int, list[int]]]
) -> Iterator[tuple[int, Finding]]:
    reports = ledger.reports.select(["year", "report_id"])
    befores = reports.take(
        np.array([earlier for earlier, _ in gaps.values()], np.int64)
    ).to_pylist()
    afters = reports["year"].take(np.array([*gaps], np.int64)).to_pylist()
    for (later, (_, missing)), before, after in zip(gaps.items(), befores, afters, strict=True):
        if after - before["year"] <= _MOST_YEARS + 1 and _REFORM.isdisjoint(missing):
            named = {"other_year": str(before["year"]), "other_report": before["report_id"] or ""}
            yield later, Finding(observed=", ".join(map(str, missing)), params=named)


GIK704 = Rule(**described("GIK704"), across=Across(compare))
