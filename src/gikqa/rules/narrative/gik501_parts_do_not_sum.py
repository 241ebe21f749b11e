"""GIK501 parts-do-not-sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, combinations, pairwise

from gikqa import Confidence, Finding, Report, Section, Severity, rule
from gikqa.rules.narrative.all_outcomes import REACH, AllOutcomes, OutcomeList
from gikqa.rules.narrative.lists import LISTS, exceeding, is_near
from gikqa.rules.shared.text_around import finding, has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import (
    Enumeration,
    ListInSection,
    Quantity,
    Scope,
    Span,
    either,
    percent_agrees,
    read_narrative,
    sentences_around,
)

_AFTER = 40
_LABEL = 20


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
    if not _is_judged(section, found):
        return None
    remainder = found.marker in words("narrative", "lists")["remainder"]
    if not found.exceeds and remainder and not _names_all_but_a_little(found):
        # 其中 may name some classes only.
        return None
    return finding(
        section,
        found.start,
        found.end,
        observed=str(found.sum),
        expected=str(found.total.value),
        severity=None if found.exceeds else Severity.INFO,
        confidence=None if found.exceeds else Confidence.HINT,
    )


def _is_judged(section: Section, found: Enumeration) -> bool:
    """Whether the list is closed, of one unit and time, and its parts do not make the total."""
    plain = not any(one.is_vague or one.step != 1 for one in (found.total, *found.parts))
    return (
        found.closed
        and plain
        and found.total.unit is not None
        and not found.mixed_units
        and not found.adds_up
        and is_near(section, found)
        and not any(exceeding(found))
        and not any(_other_time(found.total, part) for part in found.parts)
        and not _has_subset(found)
        and not _may_overlap(section, found)
        and not _names_siblings(section, found)
        and not _may_be_of_one(section, found)
        and not _are_shares_of_the_whole(found)
    )


def _names_all_but_a_little(found: Enumeration) -> bool:
    """Whether what is left is less than each of at least three parts named."""
    least = min((part.value for part in found.parts if part.value), default=0)
    return len(found.parts) >= 3 and found.total.value - found.sum < least


def _other_time(total: Quantity, part: Quantity) -> bool:
    return part.scope not in (Scope.NONE, total.scope)


def _has_subset(found: Enumeration) -> bool:
    """Whether the total comes out without parts that may belong to another part or list.

    That is one part, two side by side, or all behind a place where the total is reached.
    """
    total, values = found.total.value, [part.value for part in found.parts]
    excess = found.sum - total
    return len(values) > 2 and (
        excess in values
        or any(a + b == excess for a, b in pairwise(values))
        or total in values
        or total in accumulate(values)
    )


def _may_overlap(section: Section, found: Enumeration) -> bool:
    """Whether two parts may be the same: ways of publication, those who took part."""
    listed = words("narrative", "lists")
    rest_of_sentence = section.text[found.end : found.end + _AFTER].partition("。")[0]
    return has_any(listed["overlap_told"], rest_of_sentence) or any(
        sum(has_any(listed[kind], label) for label in found.labels) >= 2
        for kind in ("channels", "overlapping")
    )


def _are_shares_of_the_whole(found: Enumeration) -> bool:
    """Whether each part is given with its true share of the total, so that they overlap."""
    return all(
        share is not None and percent_agrees(part.value, found.total.value, share)
        for part, share in zip(found.parts, found.shares, strict=True)
    )


def _may_be_of_one(section: Section, found: Enumeration) -> bool:
    """Whether a semicolon may end the list behind its first part: 其中维持2件；诉讼4件."""
    if len(found.parts) != 2 or found.marker != "其中":
        return False
    first, second = found.parts
    announced = re.match("其中[：:]", section.text[found.total.end : first.start].lstrip("，, （("))
    between = section.text[first.end : second.start]
    return not announced and any(mark in between for mark in "；;")


def _names_siblings(section: Section, found: Enumeration) -> bool:
    """Whether a part stands beside the total: 来信20件，其中实名12件，来电15件."""
    before = section.text[max(0, found.total.start - _LABEL) : found.total.start]
    label = re.split("[，。；：,;:\n]", before)[-1]
    return any(
        any(word in label for word in kind)
        and any(word in part and word not in label for part in found.labels[1:] for word in kind)
        and not any(word in found.labels[0] for word in kind)
        for kind in words("narrative", "lists")["siblings"]
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
