"""GIK614 fee-without-requests."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.fees import FEES, fees_collected
from gikqa.rules.texts import described

_NEW = "requests.new_received.total"
_CARRIED = "requests.carried_in.total"


@rule(
    **described("GIK614"),
    needs=("sections", "year", _NEW, _CARRIED),
    where=(cell(_NEW) + cell(_CARRIED)).equals(0),
    find=FEES,
)
def fee_without_requests(report: Report) -> Iterator[Finding]:
    for near, yuan in fees_collected(report):
        if yuan:
            observed = f"{yuan.normalize():f}"
            yield contradiction(near, observed=observed, expected="0", cells=(_NEW, _CARRIED))
