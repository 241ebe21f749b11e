"""US704 foia-start-differs-from-last-end."""

from __future__ import annotations

import numpy as np

from gikqa import Across, Compared, Confidence, Finding, Ledger, Rule
from gikqa.rule_texts import described
from gikqa_foia_us import SPECS

_CONFIDENCES = {"foia_requests.volume": None, "foia_appeals.volume": Confidence.HINT}
"""Row of the form → confidence, None for the rule's own: the instructions say it of requests."""
_CELLS = tuple(f"{row}.{end}" for row in _CONFIDENCES for end in ("pending_start", "pending_end"))


def compare(ledger: Ledger) -> Compared:
    """What is pending at the start of a year was pending at the end of the year before."""
    earlier, later = ledger.neighbours()
    judged, left_open = np.zeros((2, ledger.reports.num_rows), np.bool_)
    judged[later] = True
    findings: list[tuple[int, Finding]] = []
    for row in _CONFIDENCES:
        ends, starts = ledger.numbers(f"{row}.pending_end"), ledger.numbers(f"{row}.pending_start")
        differ = ends[earlier] != starts[later]
        left_open[later] |= np.ma.getmaskarray(differ)
        for link in np.flatnonzero(np.ma.filled(differ, False)).tolist():
            before, after = int(earlier[link]), int(later[link])
            findings.append((after, _finding(ledger, row, before, starts[after], ends[before])))
    left_open[[row for row, _ in findings]] = False
    return Compared(judged, iter(findings), left_open)


def _finding(ledger: Ledger, row: str, before: int, start: int, end: int) -> Finding:
    return Finding(
        cells=(f"{row}.pending_start",),
        observed=str(start),
        expected=str(end),
        params={
            "place": f"{row}.pending_start",
            "other_place": f"{row}.pending_end",
            "other_year": str(ledger.reports["year"][before].as_py()),
            "other_report": ledger.reports["report_id"][before].as_py() or "",
        },
        confidence=_CONFIDENCES[row],
    )


US704 = Rule(**described(SPECS, "US704"), needs=_CELLS, across=Across(compare))
