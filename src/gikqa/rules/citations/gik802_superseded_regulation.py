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
from gikqa.text import pattern

_OF_SOMETHING_ELSE = pattern(
    r"(?:修订|修改|修正|制定|完善|取代|替代)(?:完善|印发)?了?"
    r"(?:本|我|学校|单位|相关|有关|各项|[^，。；《]{0,8}《(?!中华人民共和国政府信息公开条例|政府信息公开条例|条例))"
)
"""The body has revised rules of its own: that says nothing of the Regulation."""

_REVISED = pattern(
    r"(?:新修[订改]|修[订改]后|最新|新)的?《[^《》]{0,20}条例》[（(]?(?:中华人民共和国)?$"
)
"""The Regulation as revised, with the order that follows its title at once."""


@rule(**described("GIK802"), needs=("sections", "year"), phrases=order_phrases)
def superseded_regulation(report: Report) -> Iterator[Finding]:
    wrong, right = (OLD, NEW) if report.year >= FIRST_YEAR_OF_NEW else (NEW, OLD)
    if not any(hit.phrase.startswith(str(wrong)) for hit in report.hits):
        return
    cited = [
        order for section, hits in hits_by_section(report) for order in cited_orders(section, hits)
    ]
    if any(order.number == right for order in cited):
        return
    for order in cited:
        before, after = sentence_around(order.section.text, order.start, order.end)
        is_old_for_new = wrong == OLD and _REVISED.search(before) is not None
        around = [_OF_SOMETHING_ELSE.sub("", side) for side in (before, after)]
        if is_old_for_new or not has_any(words("citations", "GIK802")["permitted"], *around):
            yield finding(
                order.section,
                order.start,
                order.end,
                expected=f"国务院令第{right}号",
                cause=f"superseded-regulation:{wrong}",
            )
