"""GIK209 fees-implausibly-large."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gikqa import Finding, Report, rule
from gikqa.rules.tables.amounts import WAN, limit, spell
from gikqa.rules.texts import described

_AMOUNT = "disclosure.administrative_fees.amount_wan"


@rule(**described("GIK209"), needs=("year", _AMOUNT), reads=("level",))
def fees_implausibly_large(report: Report) -> Iterator[Finding]:
    """The fees of the year are more than a body of this level can collect."""
    amount = report.cell(_AMOUNT)
    if amount is not None and amount > limit("fees", report.level):
        yield Finding(
            cells=(_AMOUNT,),
            observed=spell(amount),
            expected=f"≤ {limit('fees', report.level)}",
            proposal=((_AMOUNT, spell(Decimal(amount) / WAN)),),
        )
