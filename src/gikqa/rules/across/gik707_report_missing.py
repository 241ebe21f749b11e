"""GIK707 report-missing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gikqa import Absent, Across, Compared, Confidence, Finding, Ledger, Roster, Rule
from gikqa.rules.across.nearest_names import nearest_names
from gikqa.rules.texts import described

_COVERED = 10
"""A year counts if one in ten of the bodies that have to file is there: otherwise a single report
with a wrong year, or a sample, would bring a finding on all the others."""


def compare(ledger: Ledger) -> Compared:
    """Each body of the roster has a report for each year of which the export has enough of them.

    It is a hint if the body may be one that files under another name, or if nothing says that it
    was there before: neither its first year in the roster nor an earlier report.
    """
    roster = ledger.roster
    assert roster is not None
    years = ledger.reports["year"].to_numpy()
    judged = ledger.listed >= 0
    left_open = np.zeros(len(years), np.bool_)
    absent: list[Absent] = []
    stated = roster.first_years > 0
    earliest = np.full(len(stated), np.iinfo(np.int64).max)
    np.minimum.at(earliest, ledger.listed[judged], years[judged])
    for year in np.unique(years[judged]).tolist():
        of_year = years == year
        filed = np.zeros(len(stated), np.bool_)
        filed[ledger.listed[judged & of_year]] = True
        due = roster.due(year)
        if (filed & due).sum() * _COVERED < due.sum():
            left_open |= judged & of_year
            continue
        certain = (stated | (earliest < year)) & ~_under_other_names(ledger, of_year & ~judged)
        absent += _absent(roster, year, np.flatnonzero(due & ~filed).tolist(), certain)
    return Compared(judged, left_open=left_open, absent=absent)


def _under_other_names(ledger: Ledger, strangers: np.ndarray) -> np.ndarray:
    """Boolean array: which bodies a report of an unknown name, or of a namesake, may be from."""
    assert ledger.roster is not None
    known = ledger.roster.bodies["publisher"].to_pylist()
    publishers = ledger.reports["publisher"].filter(strangers).to_pylist()
    names = {Roster.plain(name) for name in publishers if name}
    may_be = np.zeros(len(known), np.bool_)
    may_be[list(nearest_names(names, known).values())] = True
    may_be |= np.array([Roster.plain(name) in names for name in known])
    return may_be


def _absent(roster: Roster, year: int, bodies: list[int], certain: np.ndarray) -> Iterator[Absent]:
    for body in bodies:
        name = roster.bodies["publisher"][body].as_py()
        region = roster.bodies["region_code"][body].as_py()
        confidence = None if certain[body] else Confidence.HINT
        where = f" ({region})" if region else ""
        yield Absent(body, year, Finding(expected=f"{name}{where} {year}", confidence=confidence))


GIK707 = Rule(**described("GIK707"), across=Across(compare))
