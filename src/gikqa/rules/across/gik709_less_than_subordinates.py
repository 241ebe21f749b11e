"""GIK709 less-than-subordinates."""

from __future__ import annotations

import numpy as np

from gikqa import Across, Compared, Confidence, Finding, Ledger, Rule
from gikqa.rules.forms import TOTALS_OF_REQUESTS
from gikqa.rules.texts import described

_CELLS = TOTALS_OF_REQUESTS
"""Of the requests only, because documents that several bodies issue together, and lawsuits against
several bodies, are counted once by the superior and once by each of its children."""
_LARGEST = 10**12
"""A larger number is no count, and the sum of many could leave 64 bits."""
_NEEDED = tuple(
    f"requests.{row}.total" for row in ("new_received", "carried_in", "total_concluded")
)


def compare(ledger: Ledger) -> Compared:
    """A body whose figures include those of its children has no less than these together.

    The children that are there prove it. That a body has more than all of them is wrong only where
    the roster says that it adds up nothing else, and all have a report without blanks.
    """
    roster = ledger.roster
    assert roster is not None
    kinds = roster.bodies["aggregates"].to_pylist()
    years = ledger.reports["year"].to_numpy()
    judged, left_open = np.zeros((2, len(years)), np.bool_)
    alone = _alone(ledger)
    report_of = {
        (int(body), int(year)): int(row)
        for row, (body, year) in enumerate(zip(ledger.listed, years, strict=True))
        if alone[row]
    }
    found: list[tuple[int, Finding]] = []
    numbers: np.ma.MaskedArray | None = None
    for (body, year), row in report_of.items():
        if kinds[body] is None:
            continue
        children = np.flatnonzero((roster.parents == body) & roster.due(year)).tolist()
        there = [report_of[child, year] for child in children if (child, year) in report_of]
        if not there:
            continue
        judged[row] = True
        if numbers is None:
            numbers = np.ma.stack([ledger.numbers(path) for path in _CELLS], axis=1)
            numbers = np.ma.masked_outside(numbers, 0, _LARGEST)
        exact, whole = kinds[body] == "sum", len(there) == len(children)
        left, one = _compared(numbers[row], numbers[there], exact=exact, whole=whole)
        left_open[row] = left
        found += [(row, one)] if one else []
    return Compared(judged, found, left_open)


def _alone(ledger: Ledger) -> np.ndarray:
    """Boolean array: the reports that are the only one of a listed body for their year."""
    keys = ledger.listed * 10_000 + ledger.reports["year"].to_numpy()
    _, place, times = np.unique(keys, return_inverse=True, return_counts=True)
    alone: np.ndarray = (ledger.listed >= 0) & (times[place] == 1)
    return alone


def _compared(
    own: np.ma.MaskedArray, others: np.ma.MaskedArray, *, exact: bool, whole: bool
) -> tuple[bool, Finding | None]:
    """Whether it is open, and what is found, in a body's totals beside those of its children."""
    blank = np.ma.getmaskarray(others)
    known, blanks = ~np.ma.getmaskarray(own), blank.any(axis=0)
    printed_somewhere = known | ~blank.all(axis=0)  # the other cells are of another form
    left = not whole or bool(((blanks | ~known) & printed_somewhere).any())
    printed, total = own.filled(0), others.filled(0).sum(axis=0)
    over = known & (total > printed)
    short = known & ~blanks & (total < printed) & (exact and whole)
    if not over.any() and not short.any():
        return left, None
    place = int(np.flatnonzero(over if over.any() else short)[0])
    return left, Finding(
        cells=tuple(_CELLS[at] for at in np.flatnonzero(over | short)),
        observed=str(printed[place]),
        expected=str(total[place]) if exact and whole else f"≥ {total[place]}",
        params={"place": _CELLS[place], "count": str(len(others))},
        confidence=Confidence.PROVED if over.any() else None,
    )


GIK709 = Rule(**described("GIK709"), needs=_NEEDED, reads=_CELLS, across=Across(compare))
