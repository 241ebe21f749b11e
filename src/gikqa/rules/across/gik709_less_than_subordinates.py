"""GIK709 less-than-subordinates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gikqa import Across, Compared, Confidence, Finding, Ledger, Rule
from gikqa.editions import load_editions
from gikqa.rules.texts import described

_CELLS = tuple(
    dict.fromkeys(
        path
        for form in ("2019", "2021")
        for path in load_editions()[form].cells
        if path.startswith("requests.") and path.endswith(".total")
    )
)
"""Of the requests only, because documents that several bodies issue together, and lawsuits against
several bodies, are counted once by the superior and once by each of its children."""
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
    columns: list[np.ma.MaskedArray] | None = None
    for (body, year), row in report_of.items():
        if kinds[body] is None:
            continue
        children = np.flatnonzero((roster.parents == body) & roster.due(year)).tolist()
        there = [report_of[child, year] for child in children if (child, year) in report_of]
        if not there:
            continue
        judged[row] = True
        columns = columns or [np.ma.masked_less(ledger.numbers(path), 0) for path in _CELLS]
        whole = len(there) == len(children)
        left, one = _compared(columns, row, there, exact=kinds[body] == "sum", whole=whole)
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
    columns: Sequence[np.ma.MaskedArray], row: int, there: list[int], *, exact: bool, whole: bool
) -> tuple[bool, Finding | None]:
    """Whether it is open, and what is found, in a body's report beside those of its children."""
    left, over, short = not whole, [], []
    for place, column in enumerate(columns):
        own, others = column[row], column[there]
        if own is np.ma.masked:
            left |= others.count() > 0
            continue
        total, blank = int(others.filled(0).sum()), bool(np.ma.getmaskarray(others).any())
        left |= blank
        if total > own:
            over.append((place, int(own), total))
        elif exact and whole and not blank and total < own:
            short.append((place, int(own), total))
    if not over and not short:
        return left, None
    differ = sorted(over + short)
    place, own, total = (over or short)[0]
    return left, Finding(
        cells=tuple(_CELLS[one] for one, _, _ in differ),
        observed=str(own),
        expected=str(total) if exact and whole else f"≥ {total}",
        params={"place": _CELLS[place], "count": str(len(there))},
        confidence=Confidence.PROVED if over else None,
    )


GIK709 = Rule(**described("GIK709"), needs=_NEEDED, reads=_CELLS, across=Across(compare))
