"""GIK306 excess-equals-partial."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for, load_editions
from gikqa.rules.texts import described

_PARTIAL = "requests.granted_in_part.total"
_TOTAL = "requests.total_concluded.total"


def _outcomes(edition: str) -> tuple[str, ...]:
    """The cells that the form adds up to its total of outcomes, all applicants together."""
    sums = load_editions()[edition].identities
    return next(one.right for one in sums if one.name == "R2:total")


_OUTCOMES = {edition: _outcomes(edition) for edition in ("2019", "2021")}


@rule(
    **described("GIK306"),
    needs=("year", _PARTIAL, _TOTAL),
    reads=tuple(dict.fromkeys(cell for cells in _OUTCOMES.values() for cell in cells)),
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
