"""GIK614 fee-without-requests."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.crosscheck.fees import fee_phrases, fees_collected
from gikqa.rules.crosscheck.statements import count_at
from gikqa.rules.texts import described

_CELLS = ("requests.new_received.total", "requests.carried_in.total")


@rule(
    **described("GIK614"),
    needs=("sections", "year", *_CELLS),
    phrases=fee_phrases,
)
def fee_without_requests(report: Report) -> Iterator[Finding]:
    """Fees are said to have been collected, and the table has no request of the year."""
    new, before = (count_at(report, cell) for cell in _CELLS)
    for fee in fees_collected(report):
        if new is None or before is None:
            raise Undetermined
        if fee.yuan and not new + before:
            yield fee.finding(expected="0", cells=_CELLS)
