"""GIK708 body-not-on-roster."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gikqa import Across, Compared, Confidence, Finding, Ledger, Rule
from gikqa.rules.across.nearest_names import nearest_names
from gikqa.rules.texts import described


def compare(ledger: Ledger) -> Compared:
    """The body of each report is on the roster, for the year of the report.

    A roster may list the bodies of today only, so that it is a hint where it has no such name.
    """
    roster = ledger.roster
    assert roster is not None
    years = ledger.reports["year"].to_numpy()
    judged = ledger.bodies >= 0
    known = ledger.listed >= 0
    out = np.zeros(len(years), np.bool_)
    rows = ledger.listed[known]
    out[known] = (years[known] < roster.first_years[rows]) | (
        years[known] > roster.last_years[rows]
    )
    unknown = judged & ledger.unlisted
    left_open = judged & ~known & ~unknown
    return Compared(judged, _findings(ledger, np.flatnonzero(unknown | out)), left_open)


def _findings(ledger: Ledger, rows: np.ndarray) -> Iterator[tuple[int, Finding]]:
    assert ledger.roster is not None
    bodies = ledger.roster.bodies.select(["publisher", "first_year", "last_year"]).to_pylist()
    reports = ledger.reports.select(["publisher", "year"]).take(rows).to_pylist()
    names = {report["publisher"].strip() for report in reports}
    nearest = nearest_names(sorted(names), [body["publisher"] for body in bodies])
    for row, report in zip(rows.tolist(), reports, strict=True):
        name = report["publisher"].strip()
        own = int(ledger.listed[row])
        place = own if own >= 0 else nearest.get(name)
        expected, near = None, ""
        if place is not None:
            body = bodies[place]
            expected = body["publisher"]
            if own >= 0:
                expected += f" {body['first_year'] or ''}–{body['last_year'] or ''}"
            near = f" ({expected})" if own >= 0 else f" (≈ {expected})"
        yield (
            row,
            Finding(
                observed=f"{name} {report['year']}",
                expected=expected,
                params={"near": near},
                confidence=None if own >= 0 else Confidence.HINT,
            ),
        )


GIK708 = Rule(**described("GIK708"), across=Across(compare))
