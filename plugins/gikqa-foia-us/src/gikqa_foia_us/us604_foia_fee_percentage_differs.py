"""US604 foia-fee-percentage-differs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gikqa import Finding, Report, judged, rule
from gikqa.rule_texts import described
from gikqa_foia_us import SPECS

_PERCENTAGE = "foia_resources.fees.percentage"
_COLLECTED = "foia_resources.fees.collected"
_PROCESSING = "foia_resources.costs.processing"
_TOTAL = "foia_resources.costs.total"
_ROUNDING = Decimal("0.5")
"""Half a percentage point: some agencies print whole percents."""


def _differs(percentage: Decimal | None, fees: Decimal | None, *costs: Decimal | None) -> bool:
    """Whether the percentage is that of neither costs; with blanks or no costs, it may be."""
    if percentage is None or fees is None or any(not each for each in costs):
        return False
    return all(abs(percentage - 100 * fees / each) > _ROUNDING for each in costs if each)


@rule(
    **described(SPECS, "US604"),
    needs=("year", _PERCENTAGE, _COLLECTED, _PROCESSING, _TOTAL),
    where=judged(_differs, _PERCENTAGE, _COLLECTED, _PROCESSING, _TOTAL),
)
def fee_percentage_differs(report: Report) -> Iterator[Finding]:
    percentage, fees, costs = (
        Decimal(report.cell(path) or 0) for path in (_PERCENTAGE, _COLLECTED, _PROCESSING)
    )
    yield Finding(
        cells=(_PERCENTAGE, _COLLECTED, _PROCESSING, _TOTAL),
        observed=_spelled(percentage),
        expected=_spelled(round(100 * fees / costs, 2)),
        params={"collected": _spelled(fees), "costs": _spelled(costs)},
    )


def _spelled(number: Decimal) -> str:
    return f"{number.normalize():f}"
