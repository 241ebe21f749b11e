"""GIK145 item-misnumbered."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.structure.item_numbers import ItemNumbers
from gikqa.rules.texts import described


@rule(**described("GIK145"), needs=("sections",), find=ItemNumbers())
def item_misnumbered(report: Report) -> Iterator[Finding]:
    for item in report.found:
        yield Finding(
            section=item.section.number,
            start=item.start,
            end=item.end,
            quote=item.printed,
            observed=item.printed,
            expected=item.expected,
        )
