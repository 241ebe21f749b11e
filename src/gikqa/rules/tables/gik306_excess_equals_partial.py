"""GIK306 excess-equals-partial."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, any_of, cell, known, rule, sum_of
from gikqa.editions import load_editions
from gikqa.rules.forms import must_follow
from gikqa.rules.texts import described

_PARTIAL = "requests.granted_in_part.total"
_TOTAL = "requests.total_concluded.total"


def _outcomes(edition: str) -> tuple[str, ...]:
    """The cells that the form adds up to its total of outcomes, all applicants together."""
    sums = load_editions()[edition].identities
    return next(one.right for one in sums if one.name == "R2:total")


_OUTCOMES = {edition: _outcomes(edition) for edition in ("2019", "2021")}
_EXCEED_BY_PARTIAL = any_of(
    must_follow(edition) & sum_of(map(cell, paths)).equals(cell(_TOTAL) + cell(_PARTIAL))
    for edition, paths in _OUTCOMES.items()
)


@rule(
    **described("GIK306"),
    needs=("year", _PARTIAL, _TOTAL),
    where=(cell(_PARTIAL) > 0) & known(_EXCEED_BY_PARTIAL),
)
def excess_equals_partial(report: Report) -> Iterator[Finding]:
    partial, total = int(report.cell(_PARTIAL) or 0), int(report.cell(_TOTAL) or 0)
    yield Finding(
        cells=(_PARTIAL, _TOTAL),
        observed=str(total + partial),
        expected=str(total),
        params={"count": str(partial)},
    )
