"""GIK613 fee-off-the-tariff."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.crosscheck.fees import fee_phrases, fees_collected
from gikqa.rules.texts import described

_STEP = 10
"""Yuan; every step of both tariffs is a multiple of it, so every sum is."""


@rule(**described("GIK613"), needs=("sections", "year"), phrases=fee_phrases)
def fee_off_the_tariff(report: Report) -> Iterator[Finding]:
    """The fees collected are a sum that the tariff cannot give."""
    for fee in fees_collected(report):
        if fee.yuan % _STEP:
            yield fee.finding(expected=f"{_STEP} × n")
