"""GIK705 table-of-last-year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gikqa import Across, Compared, Finding, Ledger, Rule
from gikqa.rules.across.digests import CELLS, DIGEST, EVIDENCE, FIGURES, TABLES, digests
from gikqa.rules.texts import described

_ENOUGH = 20
"""Bits: by chance, one table in a million repeats so many and so large figures."""


def compare(ledger: Ledger) -> Compared:
    """No table with enough figures repeats every figure of the body's report of last year."""
    earlier, later = ledger.neighbours()
    judged = np.zeros(ledger.reports.num_rows, np.bool_)
    judged[earlier] = judged[later] = True
    found: list[tuple[int, Finding]] = []
    for table in TABLES:
        digest = ledger.reports[table + DIGEST].to_numpy()
        enough = ledger.reports[table + EVIDENCE].to_numpy()[later] >= _ENOUGH
        equal = enough & (digest[earlier] == digest[later])
        found += _findings(ledger, table, earlier[equal].tolist(), later[equal].tolist())
    return Compared(judged, found)


def _findings(
    ledger: Ledger, table: str, earlier: list[int], later: list[int]
) -> Iterator[tuple[int, Finding]]:
    for before, row in zip(earlier, later, strict=True):
        (other,) = ledger.reports.slice(before, 1).to_pylist()
        named = {"other_year": str(other["year"]), "other_report": other["report_id"] or ""}
        figures = str(other[table + FIGURES])
        yield row, Finding(observed=figures, params={"place": table, **named})


GIK705 = Rule(**described("GIK705"), reads=tuple(CELLS), across=Across(compare, keep=digests))
