"""GIK706 table-of-another-body."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from gikqa import Across, Compared, Confidence, Finding, Ledger, Rule
from gikqa.rules.across.digests import CELLS, DIGEST, EVIDENCE, FIGURES, TABLES, digests
from gikqa.rules.texts import described

_ENOUGH = 40
"""Bits: of 300,000 reports, each can be compared with all others: 2^36 pairs."""
_NAMES = ("report_id", "publisher", "region_code", "year")


def compare(ledger: Ledger) -> Compared:
    """No table with enough figures has every figure of another body's table.

    The report for the later year is found; of two for one year nobody can say which is the copy. A
    body and its office, such as a county government and its general office, may publish one table;
    so may a body and, by the roster, its superior or its successor.
    """
    judged, left_open = np.zeros((2, ledger.reports.num_rows), np.bool_)
    found: list[tuple[int, Finding]] = []
    for table in TABLES:
        enough = ledger.reports[table + EVIDENCE].to_numpy() >= _ENOUGH
        enough &= ledger.bodies >= 0
        judged |= enough
        for row, first, figures in _copies(ledger, table, np.flatnonzero(enough)):
            same_year = row["year"] == first["year"]
            left_open[first["row"]] |= same_year
            named = {"other_report": first["report_id"], "other_year": str(first["year"])}
            named |= {"place": table, "other_body": first["publisher"]}
            hint = Confidence.HINT if same_year else None
            found.append((row["row"], Finding(observed=figures, params=named, confidence=hint)))
    return Compared(judged, found, left_open)


def _copies(
    ledger: Ledger, table: str, rows: np.ndarray
) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
    """Each report with the table of another body, the first report with it, and its figures."""
    digest = ledger.reports[table + DIGEST].to_numpy()[rows]
    _, place, times = np.unique(digest, return_inverse=True, return_counts=True)
    rows = rows[times[place] > 1]
    if not len(rows):
        return
    chosen = ledger.reports.select([*_NAMES, table + DIGEST, table + FIGURES]).take(rows)
    chosen = chosen.append_column("row", pa.array(rows))
    chosen = chosen.append_column("body", pa.array(ledger.bodies[rows]))
    chosen = chosen.append_column("listed", pa.array(ledger.listed[rows]))
    lines = [line | {"report_id": line["report_id"] or ""} for line in chosen.to_pylist()]
    lines.sort(key=lambda line: (line[table + DIGEST], line["year"], line["report_id"]))
    for _, group in groupby(lines, key=lambda line: line[table + DIGEST]):
        first, *others = group
        for line in others:
            if line["body"] == first["body"] or _may_share(line, first):
                continue
            if not (ledger.roster and ledger.roster.related(line["listed"], first["listed"])):
                yield line, first, str(line[table + FIGURES])


def _may_share(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether one of the two names begins with the other, in one region."""
    names = sorted((one["publisher"].strip(), other["publisher"].strip()), key=len)
    return bool(one["region_code"] == other["region_code"] and names[1].startswith(names[0]))


GIK706 = Rule(**described("GIK706"), reads=tuple(CELLS), across=Across(compare, keep=digests))
