"""GIK701 carry-over-broken."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa import Across, Compared, Confidence, Finding, Ledger, Rule
from gikqa.editions import load_editions
from gikqa.rules.across.odd_years import EARLIER, LATER, UNKNOWN, odd_years
from gikqa.rules.texts import described

_OUT, _IN, _NEW, _DONE = (
    f"requests.{row}." for row in ("carried_out", "carried_in", "new_received", "total_concluded")
)
_KINDS = [path.removeprefix(_IN) for path in load_editions()["2021"].cells if path.startswith(_IN)]
_UNBALANCED = "unbalanced."


def unbalanced_columns(columns: pa.RecordBatch) -> pa.RecordBatch:
    """What is carried in and out, and of which kinds of applicants the column does not add up."""
    kept = {row + kind: columns[row + kind] for row in (_OUT, _IN) for kind in _KINDS}
    for kind in _KINDS:
        new, into, done, out = (columns[row + kind] for row in (_NEW, _IN, _DONE, _OUT))
        unbalanced = pc.not_equal(pc.add(new, into), pc.add(done, out))
        kept[_UNBALANCED + kind] = pc.fill_null(unbalanced, False)
    return pa.RecordBatch.from_pydict(kept)


def compare(ledger: Ledger) -> Compared:
    """What one year carries out, the next carries in; a blank may be any number.

    A report is at fault if, where two differ, its own column does not add up and that of the other
    does; or else if it differs from both its neighbours.
    """
    earlier, later = ledger.neighbours()
    broken, blank = np.zeros((2, len(earlier)), np.bool_)
    for kind in _KINDS:
        differs = ledger.numbers(_OUT + kind)[earlier] != ledger.numbers(_IN + kind)[later]
        broken |= np.ma.filled(differs, False)
        blank |= np.ma.getmaskarray(differs)
    blank &= ~broken
    judged, left_open = np.zeros((2, ledger.reports.num_rows), np.bool_)
    judged[earlier] = judged[later] = True
    left_open[earlier[blank]] = left_open[later[blank]] = True
    earlier, later = earlier[broken], later[broken]
    out, into = _cells(ledger, _OUT, earlier), _cells(ledger, _IN, later)
    differ = np.ma.filled(out != into, False)
    odd = _odd_years(ledger, earlier, later, differ)
    left_open[earlier[odd == UNKNOWN]] = True
    return Compared(judged, _findings(ledger, earlier, later, odd, differ, out, into), left_open)


def _odd_years(
    ledger: Ledger, earlier: np.ndarray, later: np.ndarray, differ: np.ndarray
) -> np.ndarray:
    unbalanced = [ledger.reports[_UNBALANCED + kind].to_numpy() for kind in _KINDS]
    left, right = (
        (np.stack([column[rows] for column in unbalanced], axis=1) & differ).any(axis=1)
        for rows in (earlier, later)
    )
    known = np.where(left == right, UNKNOWN, np.where(left, EARLIER, LATER))
    return odd_years(earlier, later, known)


def _findings(
    ledger: Ledger,
    earlier: np.ndarray,
    later: np.ndarray,
    odd: np.ndarray,
    differ: np.ndarray,
    out: np.ma.MaskedArray,
    into: np.ma.MaskedArray,
) -> Iterator[tuple[int, Finding]]:
    for link, fault in enumerate(odd.tolist()):
        ends = [(int(earlier[link]), _OUT, out[link]), (int(later[link]), _IN, into[link])]
        (row, own_row, own), (other, other_row, others) = ends if fault == EARLIER else ends[::-1]
        wrong = np.flatnonzero(differ[link]).tolist()
        kind = wrong[-1]  # of the total, if it differs
        yield (
            row,
            Finding(
                cells=tuple(own_row + _KINDS[each] for each in wrong),
                observed=str(own[kind]),
                expected=str(others[kind]),
                params={
                    "place": own_row + _KINDS[kind],
                    "other_place": other_row + _KINDS[kind],
                    "other_year": str(ledger.reports["year"][other].as_py()),
                    "other_report": ledger.reports["report_id"][other].as_py() or "",
                },
                confidence=Confidence.HINT if fault == UNKNOWN else None,
            ),
        )


def _cells(ledger: Ledger, row: str, reports: np.ndarray) -> np.ma.MaskedArray:
    """What some reports have in a row of the table, a column a kind of applicant."""
    return np.ma.stack([ledger.numbers(row + kind)[reports] for kind in _KINDS], axis=1)


GIK701 = Rule(
    **described("GIK701"),
    needs=[row + kind for row in (_OUT, _IN) for kind in _KINDS],
    reads=[row + kind for row in (_NEW, _DONE) for kind in _KINDS],
    across=Across(compare, keep=unbalanced_columns),
)
