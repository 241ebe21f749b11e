"""GIK306 excess-equals-partial."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for, load_editions
from gikqa.rules.columns import known, known_at
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_PARTIAL = "requests.granted_in_part.total"
_TOTAL = "requests.total_concluded.total"


def _outcomes(edition: str) -> tuple[str, ...]:
    """The cells that the form adds up to its total of outcomes, all applicants together."""
    sums = load_editions()[edition].identities
    return next(one.right for one in sums if one.name == "R2:total")


_OUTCOMES = {edition: _outcomes(edition) for edition in ("2019", "2021")}


def _exceeds(screening: Screening) -> Flags:
    found = np.zeros(screening.rows, bool)
    rows = np.flatnonzero(known(screening, _PARTIAL) > 0)  # a few in a hundred
    if len(rows):
        partial, total = known(screening, _PARTIAL)[rows], known(screening, _TOTAL)[rows]
        for outcomes in _OUTCOMES.values():
            there = [path for path in outcomes if path in screening.columns]
            parts = [known_at(screening, path, rows) for path in there]
            found[rows] |= np.sum(parts, axis=0) - total == partial
    return found


@rule(
    **described("GIK306"),
    needs=("year", _PARTIAL, _TOTAL),
    reads=tuple(dict.fromkeys(cell for cells in _OUTCOMES.values() for cell in cells)),
    screen=_exceeds,
)
def excess_equals_partial(report: Report) -> Iterator[Finding]:
    """The outcomes exceed their total by just what was granted in part."""
    edition = edition_for(report.year)
    if edition is None:
        return
    values = [report.cell(path) for path in _OUTCOMES[edition.key]]
    partial, total = report.cell(_PARTIAL), report.cell(_TOTAL)
    if None in values or not partial or total is None:
        return
    outcomes = sum(value or 0 for value in values)
    if outcomes - total == partial:
        yield Finding(
            cells=(_PARTIAL, _TOTAL),
            observed=str(outcomes),
            expected=str(total),
            params={"count": str(partial)},
        )
