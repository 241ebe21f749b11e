"""GIK613 fee-off-the-tariff."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.fees import FEES, fees_collected
from gikqa.rules.texts import described

_STEP = 10
"""Yuan; every step of both tariffs is a multiple of it, so every sum is."""


@rule(**described("GIK613"), needs=("sections", "year"), find=FEES)
def fee_off_the_tariff(report: Report) -> Iterator[Finding]:
    for near, yuan in fees_collected(report):
        if yuan % _STEP:
            yield contradiction(near, observed=f"{yuan.normalize():f}", expected=f"{_STEP} × n")
