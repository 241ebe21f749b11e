"""What is to be said of a list whose parts do not make its total."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise, takewhile

from gikqa import Section, Severity
from gikqa.rules.narrative.lists import exceeding, is_near
from gikqa.rules.shared.text_around import has_any
from gikqa.rules.shared.words import words
from gikqa.text import Enumeration, Quantity, Scope, percent_agrees

_AFTER = 40
_LABEL = 20
SMALL = 20
"""A rest of one part in so many is smaller than what open lists leave out."""
_MARKS = "[，、；。,;]"
_FEW, _SOME = 3, 4
"""So many parts make a list that names nearly all; with a small rest it takes more."""


def verdict(section: Section, found: Enumeration) -> Severity | None:
    """How sure it is that the numbers are wrong; None if they may be right.

    A warning: no reading of the list makes its total. A hint: the list may be open, or a part may
    belong to another one, and neither is said.
    """
    if not _is_judged(section, found):
        return None
    severity = _of_excess(section, found) if found.exceeds else _of_rest(section, found)
    # That 等 leaves some parts out makes more of them not less, but an open list is seldom counted.
    is_sure = found.closed and found.total.step == 1
    return severity if is_sure or severity is None else Severity.INFO


def _is_judged(section: Section, found: Enumeration) -> bool:
    """Whether the list is closed, of one unit and time, and its parts do not make the total."""
    numbers = (found.total, *found.parts)
    return (
        (found.closed or (found.exceeds and _is_only_open(section, found)))
        and all(_is_at_least_printed(one) for one in numbers)
        and all(part.step == 1 for part in found.parts)
        and (found.total.step == 1 or _is_more_than_rounded(found))
        and (found.exceeds or not any(one.is_vague for one in numbers))
        and found.total.unit is not None
        and not found.mixed_units
        and not found.adds_up
        and is_near(section, found)
        and not any(exceeding(found))
        and not any(_other_time(found.total, part) for part in found.parts)
        and not _holds_another_list(section, found)
        and not _names_siblings(section, found)
        and not _may_be_of_one(section, found)
    )


def _is_only_open(section: Section, found: Enumeration) -> bool:
    """Whether nothing but 等 or its like keeps a list of one measure from being closed."""
    listed = words("narrative", "lists")
    text = section.text[found.total.end : found.end + _AFTER].partition("。")[0]
    return (
        len(found.parts) >= _FEW
        and {part.unit for part in found.parts} == {found.total.unit}
        and not has_any([*listed["overlap_told"], *listed["both"]], text)
        and not found.marker.startswith("分别")
    )


def _is_more_than_rounded(found: Enumeration) -> bool:
    """Whether the parts make more than a total in 万 can stand for: 1.2万条 for 13,000."""
    return found.exceeds and not found.total.agrees_with(found.sum)


def _is_at_least_printed(one: Quantity) -> bool:
    """Whether the number is exact or, as with 余 and 多, not less than printed."""
    return not one.is_vague or one.low == one.value


def _of_excess(section: Section, found: Enumeration) -> Severity | None:
    total, values = found.total.value, [part.value for part in found.parts]
    listed = words("narrative", "lists")
    last = found.parts[-2 if len(values) > 1 else -1].end
    if has_any(
        [*listed["overlap_told"], *listed["other_years"]],
        section.text[last : found.end + _AFTER].partition("。")[0],
    ):
        return None
    rest = listed["rest"]
    reached = list(accumulate(values))[:-1]
    if found.labels[-1].startswith(tuple(rest)) or (
        total not in reached and has_any(rest, found.labels[-1])
    ):
        # What a list calls the rest is none of its other parts, so that the parts are disjoint.
        return Severity.WARNING
    excess = found.sum - total
    if _may_overlap(section, found):
        # What is published twice is seldom so little.
        return Severity.INFO if excess * SMALL <= total and total not in reached else None
    if total in reached or total in values:
        # The first part is all of it, or the last one repeats what the others make; anywhere else
        # a list may end there, or a part may be counted in another way.
        of_all = has_any(listed["of_all"], found.labels[-1])
        again = (reached[-1], values[-1]) == (total, total) and not of_all
        repeats = again or values[0] == total
        return Severity.INFO if repeats else None
    if len(values) > 2 and (excess in values or any(a + b == excess for a, b in pairwise(values))):
        # One part, or two side by side, may belong to another part.
        return Severity.INFO
    return Severity.WARNING


def _of_rest(section: Section, found: Enumeration) -> Severity | None:
    if _names_both_kinds(section, found):
        return Severity.WARNING
    remainder = found.marker in words("narrative", "lists")["remainder"]
    if found.marker in ("包括", "包含") and found.sum * 2 < found.total.value:
        return None  # what is left out is more than what is named
    return None if remainder and not _names_all_but_a_little(found) else Severity.INFO


def _names_both_kinds(section: Section, found: Enumeration) -> bool:
    """Whether the total is of two kinds, and the parts are those: 建议、提案8件，其中建议3件…."""
    before = section.text[max(0, found.total.start - _LABEL) : found.total.start]
    kinds = re.split("[、和与及]", re.split("[，。；：,;:\n]", before)[-1].rstrip("共计总"))
    return (
        len(kinds) == len(found.parts) == 2
        and all(map(_is_of_kind, found.labels, kinds))
        and len({part.unit for part in found.parts}) == 1
    )


def _is_of_kind(label: str, kind: str) -> bool:
    """Whether a part is all of a kind: nothing beside the name of the kind qualifies it."""
    pairs = zip(reversed(label), reversed(kind), strict=False)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    own = label[: len(label) - same]
    for word in words("narrative", "lists")["no_qualifiers"]:
        own = own.replace(word, "")
    return same >= 2 and not own


def _names_all_but_a_little(found: Enumeration) -> bool:
    """Whether nothing seems to be left out: hardly any is left, or a part is called the rest."""
    rest, parts = found.total.value - found.sum, found.parts
    least = min((part.value for part in parts if part.value), default=0)
    return (
        (len(parts) >= _FEW and rest <= least)
        or (len(parts) >= _SOME and rest * SMALL <= found.total.value)
        or found.labels[-1].startswith(tuple(words("narrative", "lists")["rest"]))
    )


def _other_time(total: Quantity, part: Quantity) -> bool:
    return part.scope not in (Scope.NONE, total.scope)


def _may_overlap(section: Section, found: Enumeration) -> bool:
    """Whether two parts may be the same: ways of publication, those who took part, true shares."""
    inside = section.text[found.total.end : found.parts[-1].start]
    return _are_shares_of_the_whole(found) or any(
        sum(has_any(words("narrative", "lists")[kind], one) for one in re.split(_MARKS, inside)) > 1
        for kind in ("channels", "overlapping")
    )


def _are_shares_of_the_whole(found: Enumeration) -> bool:
    """Whether each part is given with its true share of the total, so that they overlap."""
    return all(
        share is not None and percent_agrees(part.value, found.total.value, share)
        for part, share in zip(found.parts, found.shares, strict=True)
    )


def _may_be_of_one(section: Section, found: Enumeration) -> bool:
    """Whether a semicolon may end the list after its first part: 其中维持2件；诉讼4件."""
    if len(found.parts) != 2 or found.marker != "其中":
        return False
    first, second = found.parts
    lead = section.text[found.total.end : first.start].lstrip("。，, （(\n")
    between = section.text[first.end : second.start]
    return not re.match("其中[：:]", lead) and any(mark in between for mark in "；;")


def _holds_another_list(section: Section, found: Enumeration) -> bool:
    """Whether a part has a list of its own, is a piece of one, or the sum of those before it."""
    inside = section.text[found.parts[0].start : found.parts[-1].start]
    listed = words("narrative", "lists")
    clauses = re.split(_MARKS, inside)
    return (
        has_any(listed["inner"], inside)
        or any(
            clause.strip().startswith((*listed["sums"], *listed["pieces"])) for clause in clauses
        )
        or any(f"{label}中" in inside for label in found.labels)
    )


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
