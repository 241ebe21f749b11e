"""GIK307 other-outcomes-prevail."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.columns import known
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_OTHER = "requests.other_misc.total"
_ALL = "requests.total_concluded.total"
_FEWEST = 10


def _prevails(screening: Screening) -> Flags:
    other = known(screening, _OTHER)
    mask: Flags = (other >= _FEWEST) & (2.0 * other > known(screening, _ALL))
    return mask


@rule(**described("GIK307"), needs=("year", _OTHER, _ALL), screen=_prevails)
def other_outcomes_prevail(report: Report) -> Iterator[Finding]:
    """More than half of the requests ended in the row for whatever fits no other row."""
    other, concluded = report.cell(_OTHER) or 0, report.cell(_ALL) or 0
    if other >= _FEWEST and 2 * other > concluded:
        yield Finding(
            cells=(_OTHER, _ALL),
            observed=str(other),
            expected=f"≤ {int(concluded) // 2}",
            params={"count": str(concluded)},
        )
