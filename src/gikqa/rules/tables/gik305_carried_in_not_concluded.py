"""GIK305 carried-in-not-concluded."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.columns import known
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_IN = "requests.carried_in.total"
_CONCLUDED = "requests.total_concluded.total"


def _exceeds(screening: Screening) -> Flags:
    mask: Flags = known(screening, _IN) > known(screening, _CONCLUDED)
    return mask


@rule(**described("GIK305"), needs=("year", _IN, _CONCLUDED), screen=_exceeds)
def carried_in_not_concluded(report: Report) -> Iterator[Finding]:
    """Not even the requests left over from the year before were all concluded."""
    brought, concluded = report.cell(_IN) or 0, report.cell(_CONCLUDED) or 0
    if brought > concluded:
        yield Finding(cells=(_IN, _CONCLUDED), observed=str(concluded), expected=f"≥ {brought}")
