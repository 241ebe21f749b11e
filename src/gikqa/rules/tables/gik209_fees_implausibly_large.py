"""GIK209 fees-implausibly-large."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gikqa import Finding, Report, cell, rule
from gikqa.rules.tables.amounts import WAN, limit, limit_of_level, spell
from gikqa.rules.texts import described

_AMOUNT = "disclosure.administrative_fees.amount_wan"


@rule(
    **described("GIK209"),
    needs=("year", _AMOUNT),
    where=cell(_AMOUNT) > limit_of_level("fees"),
)
def fees_implausibly_large(report: Report) -> Iterator[Finding]:
    amount = Decimal(report.cell(_AMOUNT) or 0)
    yield Finding(
        cells=(_AMOUNT,),
        observed=spell(amount),
        expected=f"≤ {limit('fees', report.level)}",
        proposal=((_AMOUNT, spell(amount / WAN)),),
    )
