"""GIK501 parts-do-not-sum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, combinations

from gikqa import Confidence, Finding, Report, Section, Severity, rule
from gikqa.rules.narrative.all_outcomes import REACH, AllOutcomes, OutcomeList
from gikqa.rules.narrative.counted_items import items_from
from gikqa.rules.narrative.list_verdicts import SMALL, verdict
from gikqa.rules.narrative.lists import LISTS, is_near
from gikqa.rules.shared.text_around import finding, has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import (
    Enumeration,
    ListInSection,
    Span,
    either,
    read_narrative,
    sentences_around,
)

_OPENERS = ("其中", "包括", "包含", "：", ":")
_COLONS = ("：", ":")
_FEW = 3


@rule(**described("GIK501"), needs=("sections", "year"), find=either(LISTS, AllOutcomes()))
def parts_do_not_sum(report: Report) -> Iterator[Finding]:
    found = [
        _of_list(each.section, each.list)
        if isinstance(each, ListInSection)
        else _of_outcomes(report, each)
        for each in report.found
    ]
    yield from (each for each in found if each is not None)


def _of_list(section: Section, found: Enumeration) -> Finding | None:
    severity = verdict(section, found)
    if severity is None:
        return _of_mixed_units(section, found)
    is_hint = severity is Severity.INFO
    return finding(
        section,
        found.start,
        found.end,
        observed=str(found.sum),
        expected=str(found.total.value),
        severity=severity if is_hint else None,
        confidence=Confidence.HINT if is_hint else None,
    )


def _of_mixed_units(section: Section, found: Enumeration) -> Finding | None:
    """Parts of other units stand between parts that alone are more than the total.

    After 其中： all that follows up to the full stop is one list, if one mark parts its items.
    """
    text, total = section.text, found.total
    start = found.parts[0].start
    lead = text[total.end : start].partition(found.marker)[2].lstrip("包括含，, ")
    if found.marker not in _OPENERS or total.is_vague or not is_near(section, found):
        return None
    first = start - len(lead) + (lead[:1] in _COLONS)
    items = items_from(text, first)
    same = [item for item in items if item.unit == total.unit]
    marks = {item.mark for item in items[:-1]}
    if len(marks) > 1 or len(items) == len(same) or len(same) < _FEW or marks == {"。"}:
        return None
    listed = words("narrative", "lists")
    no_kinds = [*listed["actions"], *listed["overlapping"], *listed["channels"]]
    ends = items[-1].mark == "。" or text[items[-1].end :].strip() == ""
    values = [item.value for item in same]
    excess = sum(values) - int(total.value)
    whole = int(total.value) in accumulate(item.value for item in items)
    is_slip = 0 < excess * SMALL <= total.value and excess not in values and not whole
    if not ends or not is_slip or any(has_any(no_kinds, item.label) for item in items):
        return None
    return finding(
        section,
        total.start,
        items[-1].end,
        observed=str(sum(values)),
        expected=str(total.value),
        severity=Severity.INFO,
        confidence=Confidence.HINT,
    )


def _of_outcomes(report: Report, found: OutcomeList) -> Finding | None:
    """All outcomes of the form are named, so that together they are what was answered."""
    section, outcomes, total = found.section, found.outcomes, found.sum
    text, start, end = section.text, outcomes[0].start, outcomes[-1].end
    left, right = max(0, start - REACH), end + REACH // 4
    stretch = Span(sentences_around(text, left).start, sentences_around(text, right).end)
    around = [
        one
        for one in read_narrative(text, report.year, stretch).quantities
        if left < one.start < right and one.unit == "件"
    ]
    before = [one for one in around if one.end <= start and one.noun == "申请"]
    ends = {outcome.end for outcome in outcomes}
    others = [one for one in around if one.start >= start and one.end not in ends]
    answered = [one for one in before if one.verb in ("答复", "办结")]
    if not answered or any(one.start < end or one.noun in ("申请", None) for one in others):
        return None
    values = [int(one.value) for one in before]
    if total in values or any(
        total == a + b or total == abs(a - b) for a, b in combinations(values, 2)
    ):
        return None
    return finding(section, start, end, observed=str(total), expected=str(answered[-1].value))
