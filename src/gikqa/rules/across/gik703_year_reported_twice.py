"""GIK703 year-reported-twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from gikqa import Across, Compared, Finding, Ledger, Rule
from gikqa.rules.across.digests import CELLS, DIGEST, TABLES, digests
from gikqa.rules.texts import described

_NONE = "—"


def compare(ledger: Ledger) -> Compared:
    """A body has one report for a year; each further one is found, with the tables that differ.

    Reports that share an id are left to the rule over ids.
    """
    judged = np.zeros(ledger.reports.num_rows, np.bool_)
    judged[ledger.in_order] = True
    again = np.flatnonzero(ledger.same_year())
    return Compared(judged, _findings(ledger, again) if len(again) else ())


def _findings(ledger: Ledger, rows: np.ndarray) -> Iterator[tuple[int, Finding]]:
    names = ("report_id", "year", *(table + DIGEST for table in TABLES))
    reports = ledger.reports.select(names).take(rows).to_pylist()
    ordered = sorted(
        (int(ledger.bodies[row]), report["year"], report["report_id"] or "", int(row), report)
        for row, report in zip(rows, reports, strict=True)
    )
    for _, group in groupby(ordered, key=lambda entry: entry[:2]):
        (_, year, first_id, _, first), *others = group
        for _, _, report_id, row, report in others:
            if report_id and report_id == first_id:
                continue
            differ = [table for table in TABLES if report[table + DIGEST] != first[table + DIGEST]]
            yield (
                row,
                Finding(
                    observed=", ".join(differ) or _NONE,
                    params={"other_report": first_id or _NONE, "other_year": str(year)},
                ),
            )


GIK703 = Rule(**described("GIK703"), reads=tuple(CELLS), across=Across(compare, keep=digests))
