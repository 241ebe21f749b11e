"""GIK702 documents-in-force-broken."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gikqa import Across, Compared, Confidence, Finding, Ledger, Rule
from gikqa.rules.across.odd_years import EARLIER, LATER, UNKNOWN, odd_years
from gikqa.rules.texts import described

_ROWS = ("disclosure.regulations.", "disclosure.normative_documents.")
_COLUMNS = ("in_force", "issued", "repealed")


def compare(ledger: Ledger) -> Compared:
    """The documents in force are those of the year before, and the issued, less the repealed.

    A report is at fault if the years before it agree, or if what it has too many is missing again
    in the next year. Documents may lapse without a repeal: too few in force are a hint.
    """
    earlier, later = ledger.neighbours()
    judged, left_open = np.zeros((2, ledger.reports.num_rows), np.bool_)
    judged[earlier] = judged[later] = True
    found: list[tuple[int, Finding]] = []
    for row in _ROWS:
        in_force, issued, repealed = (ledger.numbers(row + column) for column in _COLUMNS)
        surplus = in_force[later] - in_force[earlier] - issued[later] + repealed[later]
        unknown = np.ma.getmaskarray(surplus)
        left_open[earlier[unknown]] = left_open[later[unknown]] = True
        broken = np.ma.filled(surplus != 0, False)
        if broken.any():
            twice = _twice(earlier, later, np.ma.filled(surplus, 0))
            fault = _faults(earlier, later, twice, ~unknown & ~broken)
            left_open[earlier[broken & (fault == UNKNOWN)]] = True
            at = np.flatnonzero(broken & (fault != EARLIER))
            excess = surplus[at].tolist()
            links = (earlier[at].tolist(), later[at].tolist(), excess, twice[at], fault[at])
            found += _findings(ledger, row, *links)
    return Compared(judged, found, left_open)


def _twice(earlier: np.ndarray, later: np.ndarray, surplus: np.ndarray) -> np.ndarray:
    """Which pairs of reports have a surplus that the pair before or after takes back."""
    adjoining = (later[:-1] == earlier[1:]) & (surplus[:-1] == -surplus[1:]) & (surplus[1:] != 0)
    twice: np.ndarray = np.append(adjoining, False) | np.append(False, adjoining)
    return twice


def _faults(
    earlier: np.ndarray, later: np.ndarray, twice: np.ndarray, agree: np.ndarray
) -> np.ndarray:
    fault = np.full(len(earlier), UNKNOWN)
    confirmed = (later[:-1] == earlier[1:]) & agree[:-1]
    fault[1:][confirmed] = LATER
    fault[twice] = odd_years(earlier[twice], later[twice], np.full(twice.sum(), UNKNOWN))
    return fault


def _findings(
    ledger: Ledger,
    row: str,
    earlier: list[int],
    later: list[int],
    excess: list[int],
    twice: np.ndarray,
    fault: np.ndarray,
) -> Iterator[tuple[int, Finding]]:
    reports = ledger.reports.select(["year", "report_id", *(row + name for name in _COLUMNS)])
    for link, place in enumerate(later):
        before, now = (reports.slice(at, 1).to_pylist()[0] for at in (earlier[link], place))
        stock, issued, repealed = (row + column for column in _COLUMNS)
        known = fault[link] != UNKNOWN and (twice[link] or excess[link] > 0)
        yield (
            place,
            Finding(
                cells=(stock,) if known and twice[link] else (stock, issued, repealed),
                observed=str(now[stock]),
                expected=str(now[stock] - excess[link]),
                params={
                    "place": stock,
                    "left": f"{before[stock]} + {now[issued]} - {now[repealed]}",
                    "other_year": str(before["year"]),
                    "other_report": before["report_id"] or "",
                },
                confidence=None if known else Confidence.HINT,
            ),
        )


GIK702 = Rule(
    **described("GIK702"),
    needs=[row + column for row in _ROWS for column in _COLUMNS],
    across=Across(compare),
)
