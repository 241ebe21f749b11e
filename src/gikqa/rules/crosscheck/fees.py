"""What a narrative says was collected as 信息处理费, in 元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gikqa import Finding, Report, Section
from gikqa.rules.citations.surroundings import sentence_around
from gikqa.rules.crosscheck.statements import has_any, phrases_of, words

_AMOUNT = re.compile(
    r"(?:共计|总计|合计|共|计|总额|金额|为|人民币|[：:]|\s)*"
    r"(?:\d{1,4}\s?[件宗][，,、（(\s]?(?:共计|总计|合计|共|计|总额|金额|为|人民币|\s)*)?"
    r"(\d{1,3}(?:[,，]\d{3})+|\d{1,9})(\.\d{1,6})?\s?(万?元)"
)
_DENIED = re.compile("[未无没不]|若|如果|按")


@dataclass(frozen=True, slots=True)
class Fee:
    """A sum of fees; `yuan` is exact."""

    section: Section
    start: int
    end: int
    yuan: Decimal

    def finding(self, *, expected: str, cells: tuple[str, ...] = ()) -> Finding:
        """A finding that quotes the sum."""
        return Finding(
            cells=cells,
            section=self.section.number,
            start=self.start,
            end=self.end,
            quote=self.section.text[self.start : self.end],
            observed=f"{self.yuan.normalize():f}",
            expected=expected,
        )


def fee_phrases() -> Iterable[str]:
    """The name of the fee."""
    return phrases_of("fee")


def fees_collected(report: Report) -> Iterator[Fee]:
    """The sums that this body is said to have collected in the year."""
    silent = [*words()["fee"]["silent"], *words()["scope"]["others"]]
    for hit in report.hits:
        section = report.sections[hit.index]
        found = _AMOUNT.match(section.text, hit.end)
        left, right = sentence_around(section.text, hit.start, hit.end)
        clause = re.split("[，,；;]", left)[-1]
        if found is None or _DENIED.search(clause) or has_any(left + right, silent):
            continue
        digits = re.sub("[,，]", "", found[1]) + (found[2] or "")
        worth = 10_000 if found[3] == "万元" else 1
        yield Fee(section, hit.start, found.end(), Decimal(digits) * worth)
