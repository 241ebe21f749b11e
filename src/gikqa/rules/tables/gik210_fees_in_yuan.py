"""GIK210 fees-in-yuan."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gikqa import Finding, Report, rule
from gikqa.rules.tables.amounts import WAN, spell
from gikqa.rules.texts import described
from gikqa.text import pattern, read_narrative

_AMOUNT = "disclosure.administrative_fees.amount_wan"
_BETWEEN = pattern(r"[^。；！？\n\d]{0,12}")
_LEAST = 10
"""So few 元 and so few 万元 can both be true."""


def _phrases() -> Iterable[str]:
    return ("行政事业性收费",)


@rule(**described("GIK210"), needs=("sections", "year", _AMOUNT), phrases=_phrases)
def fees_in_yuan(report: Report) -> Iterator[Finding]:
    amount = report.cell(_AMOUNT)
    if amount is None or amount < _LEAST:
        return
    for hit in report.hits:
        section = report.sections[hit.index]
        numbers = read_narrative(section.text, report.year).quantities
        place = bisect_left(numbers, hit.end, key=lambda one: one.start)
        if place == len(numbers):
            continue
        said = numbers[place]
        exact = said.unit == "元" and not said.is_vague and said.step in (1, Decimal("0.01"))
        close = _BETWEEN.fullmatch(section.text, hit.end, said.start)
        if exact and close and said.value == amount:
            yield Finding(
                cells=(_AMOUNT,),
                section=section.number,
                start=said.start,
                end=said.end,
                quote=section.text[said.start : said.end],
                observed=spell(amount),
                expected=spell(Decimal(amount) / WAN),
                proposal=((_AMOUNT, spell(Decimal(amount) / WAN)),),
            )
            return
