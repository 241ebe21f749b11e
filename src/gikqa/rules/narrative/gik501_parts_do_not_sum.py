"""GIK501 parts-do-not-sum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, combinations, pairwise
from typing import TYPE_CHECKING

from gikqa import Confidence, Finding, Report, Section, Severity, rule
from gikqa.rules.narrative.lists import (
    exceeding,
    is_near,
    list_finding,
    lists_of,
    openers,
    words,
)
from gikqa.rules.narrative.outcomes import (
    Outcome,
    makes_a_number,
    outcome_lists,
    outcome_words,
)
from gikqa.rules.texts import described
from gikqa.text.quantities import (
    Enumeration,
    Quantity,
    Scope,
    Span,
    percent_agrees,
    read_narrative,
    sentences_around,
)

if TYPE_CHECKING:
    pass

_KINDS = frozenset(["granted", "granted_in_part", "refused", "unable", "not_processed", "other"])
_REACH = 250
_BEHIND = 40
_LABEL = 20


def _phrases() -> Iterable[str]:
    return [*openers(), *outcome_words()]


@rule(**described("GIK501"), needs=("sections", "year"), phrases=_phrases)
def parts_do_not_sum(report: Report) -> Iterator[Finding]:
    """A total in the narrative and its closed list of parts differ."""
    found = [_of_list(section, each) for section, each in lists_of(report)]
    found += [_of_outcomes(report, section, each) for section, each in _outcomes(report)]
    yield from sorted(
        (each for each in found if each is not None),
        key=lambda each: (each.section or 0, each.start or 0),
    )


def _of_list(section: Section, found: Enumeration) -> Finding | None:
    if not _is_judged(section, found):
        return None
    remainder = found.marker in words()["lists"]["remainder"]
    if not found.exceeds and remainder and not _names_all_but_a_little(found):
        # 其中 may name some classes only.
        return None
    finding = list_finding(
        section,
        found.start,
        found.end,
        observed=str(found.sum),
        expected=str(found.total.value),
    )
    return finding if found.exceeds else _as_hint(finding)


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
    behind = section.text[found.end : found.end + _BEHIND].partition("。")[0]
    if any(word in behind for word in words()["lists"]["overlap_told"]):
        return True
    return any(
        sum(any(word in label for word in words()["lists"][kind]) for label in found.labels) >= 2
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
        for kind in words()["lists"]["siblings"]
    )


def _as_hint(finding: Finding) -> Finding:
    return Finding(
        section=finding.section,
        start=finding.start,
        end=finding.end,
        quote=finding.quote,
        observed=finding.observed,
        expected=finding.expected,
        severity=Severity.INFO,
        confidence=Confidence.HINT,
    )


def _outcomes(report: Report) -> Iterator[tuple[Section, list[Outcome]]]:
    for section, found in outcome_lists(report):
        if {kind for outcome in found for kind in outcome.kinds} == _KINDS:
            yield section, found


def _of_outcomes(report: Report, section: Section, found: list[Outcome]) -> Finding | None:
    """All outcomes of the form are named, so that together they are what was answered."""
    text, start, end = section.text, found[0].start, found[-1].end
    total = sum(outcome.value for outcome in found)
    left, right = max(0, start - _REACH), end + _REACH // 4
    # Most lists make a number of cases printed in front of them; the others are read.
    if makes_a_number(text[left:start], total):
        return None
    stretch = Span(sentences_around(text, left).start, sentences_around(text, right).end)
    around = [
        one
        for one in read_narrative(text, report.year, stretch).quantities
        if left < one.start < right and one.unit == "件"
    ]
    before = [one for one in around if one.end <= start and one.noun == "申请"]
    ends = {outcome.end for outcome in found}
    others = [one for one in around if one.start >= start and one.end not in ends]
    answered = [one for one in before if one.verb in ("答复", "办结")]
    if not answered or any(one.start < end or one.noun in ("申请", None) for one in others):
        return None
    values = [int(one.value) for one in before]
    if total in values or any(
        total == a + b or total == abs(a - b) for a, b in combinations(values, 2)
    ):
        return None
    return list_finding(section, start, end, observed=str(total), expected=str(answered[-1].value))
