"""GIK519 division-differs-from-total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.narrative.counted_items import UNITS, Item, items_from
from gikqa.rules.shared.text_around import SENTENCE_END, finding, has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, either, pattern, phrases

_REACH = 100
"""Characters before the division in which its total is named."""
_FEW = 3
_LITTLE = 10
"""Classes that exceed the total by more than one part in so many are seldom disjoint."""
_TOTAL = pattern(
    rf"(?<![\d.])(\d{{1,7}})\s?({UNITS})(?![^。；;，,]{{0,2}}[余多])(?!以上|左右|以内|次)"
)
_BY = r"(?:按照?|从|依)[^。；，,\n\d]{1,12}$"
_GAP = pattern(
    r"[，。；,;\s]*(?:[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．])?\s*[^。；，,\n\d]{0,14}$"
)
"""Between the total and what divides it: a mark, the number of an item, and the aspect."""


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
    listed = words("narrative", "division")
    if (
        len(items) < _FEW
        or len({item.unit for item in items}) > 1
        or any(has_any(listed["no_classes"], item.label) for item in items)
    ):
        return None
    first = max(0, near.hit.start - _REACH)
    before = text[first : near.hit.start]
    # The numbers after another such phrase are its classes.
    earlier = [before.find(phrase) for phrase in _aspects() if phrase in before]
    last = first + min(earlier, default=len(before))
    named = [
        match for match in _TOTAL.finditer(text, first, near.hit.start) if match[2] == items[0].unit
    ]
    totals = [match for match in named if match.end() <= last]
    if not totals or not _GAP.match(text, totals[-1].end(), last):
        return None
    if has_any(listed["no_totals"], SENTENCE_END.split(text[first : totals[-1].start()])[-1]):
        return None
    total, reached = int(totals[-1][1]), list(accumulate(item.value for item in items))
    # The list may end at any of its items, and what is divided twice is the whole both times.
    if total in reached or any(int(one[1]) == reached[-1] for one in named):
        return None
    aspect = SENTENCE_END.split(text[first : near.hit.end])[-1].rpartition("，")[2]
    behind = SENTENCE_END.split(text[items[-1].end : items[-1].end + _REACH])[0]
    if reached[-1] > total:
        told = text[items[-1].start : items[-1].end] + behind
        may_be = _may_overlap(aspect, items, told) or (reached[-1] - total) * _LITTLE > total
    else:
        may_be = not _names_all(near, aspect, items, behind)
    return None if may_be else (items[0].start, items[-1].end, reached[-1], total)


def _may_overlap(aspect: str, items: Sequence[Item], told: str) -> bool:
    """Whether a thing may be of several classes, by their names or by what is said of them."""
    listed, lists = words("narrative", "division"), words("narrative", "lists")
    channels = sum(has_any(lists["channels"], item.label) for item in items)
    is_told = has_any([*lists["overlap_told"], *lists["both"]], told)
    return channels > 1 or is_told or not has_any(listed["disjoint"], aspect)


def _names_all(near: Near, aspect: str, items: Sequence[Item], behind: str) -> bool:
    """Whether the list leaves nothing out: its items are numbered, or the last one is the rest."""
    text, lists = near.section.text, words("narrative", "lists")
    numbered = text[near.hit.end : items[0].start].strip() != ""
    rest = items[-1].label.startswith(tuple(lists["rest"]))
    return (numbered or rest) and not (
        has_any(words("narrative", "division")["some"], aspect)
        or has_any(["等", *lists["rest"]], behind)
    )
