"""GIK209 fees-implausibly-large."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gikqa import Finding, Report, rule
from gikqa.rules.columns import known
from gikqa.rules.tables.amounts import WAN, least_limit, limit, spell
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_AMOUNT = "disclosure.administrative_fees.amount_wan"


def _is_large(screening: Screening) -> Flags:
    mask: Flags = known(screening, _AMOUNT) > least_limit("fees")
    return mask


@rule(**described("GIK209"), needs=("year", _AMOUNT), reads=("level",), screen=_is_large)
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
