"""What a narrative says was collected as 信息处理费, in 元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gikqa import Report
from gikqa.rules.crosscheck.phrases import phrases_of
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.text import Near, pattern, phrases

_AMOUNT = (
    r"(?:共计|总计|合计|共|计|总额|金额|为|人民币|[：:]|\s)*+"
    r"(?:\d{1,4}\s?[件宗][，,、（(\s]?(?:共计|总计|合计|共|计|总额|金额|为|人民币|\s)*+)?"
    r"(?!0\s?元)(\d{1,3}(?:[,，]\d{3})+|\d{1,9})(\.\d{1,6})?\s?(万?元)"
)
_DENIED = pattern("[未无没不]|若|如果|按")

FEES = phrases(phrases_of("fee")).then(_AMOUNT)
"""Finds the name of the fee with an amount other than 0元."""


def fees_collected(report: Report) -> Iterator[tuple[Near, Decimal]]:
    """What `FEES` found that this body collected in the year, with its exact sum in yuan."""
    silent = [*words("crosscheck", "fee")["silent"], *words("crosscheck", "scope")["others"]]
    for near in report.found:
        left, right = sentence_around(near.section.text, near.hit.start, near.hit.end)
        clause = re.split("[，,；;]", left)[-1]
        if _DENIED.search(clause) or has_any(silent, left + right):
            continue
        whole, fraction, unit = near.after.groups()
        worth = 10_000 if unit == "万元" else 1
        yield near, Decimal(re.sub("[,，]", "", whole) + (fraction or "")) * worth
