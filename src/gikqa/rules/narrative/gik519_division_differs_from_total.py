"""GIK519 division-differs-from-total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.narrative.counted_items import UNITS, items_from
from gikqa.rules.shared.text_around import finding, has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, either, pattern, phrases

_REACH = 100
"""Characters before the division in which its total is named."""
_FEW = 3
_TOTAL = pattern(rf"(?<![\d.])(\d{{1,7}})\s?({UNITS})(?![^。；;，,]{{0,2}}[余多])")
_BY = r"(?:按照?|从|依)[^。；，,\n\d]{1,12}$"


def _aspects() -> Iterable[str]:
    return [end + colon for end in ("看", "划分", "分", "来看", "分类", "统计") for colon in "：:"]


def _headings() -> Iterable[str]:
    kinds = ("类别情况", "分类情况", "类别如下", "分类如下", "主要类别")
    return [kind + colon for kind in kinds for colon in "：:"]


@rule(
    **described("GIK519"),
    needs=("sections",),
    find=either(phrases(_aspects).after(_BY), phrases(_headings)),
)
def division_differs_from_total(report: Report) -> Iterator[Finding]:
    for near in report.found:
        found = _difference(near)
        if found is not None:
            start, end, made, total = found
            yield finding(
                near.section,
                start,
                end,
                observed=str(made),
                expected=str(total),
                severity=Severity.INFO,
                confidence=Confidence.HINT,
            )


def _difference(near: Near) -> tuple[int, int, int, int] | None:
    """Start and end of the items, what they make, and their total; None if they may be right."""
    text = near.section.text
    items = items_from(text, near.hit.end)
    if len(items) < _FEW or len({item.unit for item in items}) > 1:
        return None
    first = max(0, near.hit.start - _REACH)
    before = text[first : near.hit.start]
    # The numbers after another such phrase are its classes.
    earlier = [before.find(phrase) for phrase in _aspects() if phrase in before]
    last = first + min(earlier, default=len(before))
    named = [
        match for match in _TOTAL.finditer(text, first, near.hit.start) if match[2] == items[0].unit
    ]
    totals = [int(match[1]) for match in named if match.end() <= last]
    if not totals:
        return None
    total, reached = totals[-1], list(accumulate(item.value for item in items))
    # The list may end at any of its items, and what is divided twice is the whole both times.
    if total in reached or any(int(one[1]) == reached[-1] for one in named):
        return None
    channels = words("narrative", "lists")["channels"]
    is_open = "等" in text[items[-1].end : items[-1].end + 4]
    overlap = sum(has_any(channels, item.label) for item in items) > 1
    if (reached[-1] > total and overlap) or (reached[-1] < total and is_open):
        return None
    return items[0].start, items[-1].end, reached[-1], total
