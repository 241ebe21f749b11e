"""GIK802 superseded-regulation."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.citations.orders import (
    FIRST_YEAR_OF_NEW,
    NEW,
    OLD,
    cited_orders,
    order_phrases,
)
from gikqa.rules.shared.text_around import finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


@rule(**described("GIK802"), needs=("sections", "year"), phrases=order_phrases)
def superseded_regulation(report: Report) -> Iterator[Finding]:
    """The order of the State Council that is cited was not in force for the report year."""
    wrong, right = (OLD, NEW) if report.year >= FIRST_YEAR_OF_NEW else (NEW, OLD)
    if not any(hit.phrase.startswith(str(wrong)) for hit in report.hits):
        return
    cited = [
        order for section, hits in hits_by_section(report) for order in cited_orders(section, hits)
    ]
    if any(order.number == right for order in cited):
        return
    for order in cited:
        around = sentence_around(order.section.text, order.start, order.end)
        if not has_any(words("citations", "GIK802")["permitted"], *around):
            yield finding(
                order.section,
                order.start,
                order.end,
                expected=f"国务院令第{right}号",
                cause=f"superseded-regulation:{wrong}",
            )
