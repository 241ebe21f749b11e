"""GIK506 change-differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, either, pattern, percent_agrees, phrases

_UP, _DOWN = "增加|增长|上升|增多", "减少|下降|降低"
_UNIT = "件|条|篇|次|个|项|份|期|场|人次"
_SHARE = r"(?:为|了|达|率|幅)*(?P<share>\d{1,5}(?:\.\d{1,3})?)\s?[%％]"
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,9}"
_COUNTED = pattern(rf"(?<![\d,.])({_NUMBER})\s?({_UNIT})")
_BEFORE = rf"(?<![\d,.])({_NUMBER})\s?({_UNIT})[，,（(\s]{{0,2}}"
_AFTER = r"[加长升降多少低了]{0,3}\s?\d"
_CENTURY = "20"
_AFTER_CENTURY = r"\d\d年度?(?:同期)?[的（(]"
"""较20 is followed by the rest of a year: 较2023年的100件."""
_ENDS = r"(?=\s?(?:[，,。；;）)\n]|$))"
"""What is counted of the year before is the same kind, and no part of it, if nothing follows it."""
_ANOTHER_KIND = pattern("[增多超净]")
"""Before a number: it is itself a change, of which less than nothing may have been."""
_BESIDE = 8
_COMPARED = r"(?:同比|[比较](?:上年度?|去年|上一年度?)(?:同期)?)"
# 120件，同比增加20件，增长20% gives total, change and share; 20件 and 20% make 100 and so 120.
_CHANGE = pattern(
    rf"{_COMPARED}(?:{_UP}|{_DOWN})了?\s?(?P<change>\d{{1,9}})\s?(?P<unit>{_UNIT})[，,、（(\s]{{0,2}}"
    rf"(?:同比)?(?:增长|增幅|上升|增加|下降|降幅|减少|降低){_SHARE}"
)
# 120件，较上年的100件（增加20件，）增长20% gives both years and the share.
_TWO_YEARS = pattern(
    r"[比较](?:上年度?|去年|上一年度?|20\d\d年度?)(?:同期)?(?:的|(?P<open>[（(]))"
    rf"\s?(?P<base>{_NUMBER})\s?(?P<unit>{_UNIT})(?(open)[）)])(?:相比)?[，,\s]?(?:同比)?"
    rf"(?:(?:{_UP}|{_DOWN})了?\s?(?P<change>\d{{1,9}})\s?(?:{_UNIT})[，,、（(]\s?)?"
    rf"(?:同比)?(?P<way>{_UP}|{_DOWN}){_SHARE}"
)
# 120件，同比增长20%，上年为100件 gives both years, the later one first.
_LAST_YEAR = pattern(
    rf"{_COMPARED}(?P<way>{_UP}|{_DOWN})[了为达]{{0,2}}\s?"
    rf"(?:(?P<change>\d{{1,9}})\s?(?:{_UNIT})|{_SHARE})[，,（(]\s?(?:上年度?|去年|上一年度?)(?:同期)?"
    rf"(?:为|是)?\s?(?P<base>{_NUMBER})\s?(?P<unit>{_UNIT}){_ENDS}"
)
# 4件，比上年增加5件: the year before would have had less than none.
_MORE = pattern(rf"{_COMPARED}(?:{_UP})了?\s?(?P<change>\d{{1,9}})\s?(?P<unit>{_UNIT}){_ENDS}")
_DIRECTION = pattern(f"({_UP})|({_DOWN})")


def changes_of_a_number() -> Iterable[str]:
    """The words between a number and how much it changed since the year before."""
    return [phrase for phrase in _listed() if not phrase.endswith(_CENTURY)]


def _phrases_before_years() -> Iterable[str]:
    return [phrase for phrase in _listed() if phrase.endswith(_CENTURY)]


def _listed() -> list[str]:
    found: list[str] = words("narrative", "change")["phrases"]
    return found


@rule(
    **described("GIK506"),
    needs=("sections", "year"),
    find=either(
        phrases(changes_of_a_number).after(_BEFORE).then(_AFTER),
        phrases(_phrases_before_years).after(_BEFORE).then(_AFTER_CENTURY),
    ),
)
def change_differs(report: Report) -> Iterator[Finding]:
    for near in report.found:
        slips = [_slip(near, total) for total in _totals(near)]
        if all(slips) and slips[0]:
            end, observed, expected = slips[0]
            yield finding(near.section, near.start, end, observed=observed, expected=expected)


def _totals(near: Near) -> list[int]:
    """The numbers that may have changed: the last one, and those of its unit before it."""
    before, _ = sentence_around(near.section.text, near.start, near.end)
    earlier = [one for one in _COUNTED.findall(before) if one[1] == near.before[2]]
    return [_number(near.before[1]), *(_number(number) for number, _ in earlier)]


def _slip(near: Near, total: int) -> tuple[int, str, str] | None:
    """End, what is printed and what is expected; None if the change may be right."""
    text, start, unit = near.section.text, near.hit.start, near.before[2]
    two_years = _TWO_YEARS.match(text, start)
    if two_years is not None and unit == two_years["unit"]:
        change = _since(two_years, total)
        if two_years["change"] and int(two_years["change"]) != change:
            return None
        return _of_share(two_years, change, _number(two_years["base"]))
    one_year = _CHANGE.match(text, start)
    if one_year is not None and unit == one_year["unit"]:
        ways = [bool(up) for up, _ in _DIRECTION.findall(one_year[0])]
        change = int(one_year["change"])
        base = total - change if ways[0] else total + change
        return _of_share(one_year, change, base) if len(set(ways)) == 1 else None
    last_year = _LAST_YEAR.match(text, start)
    if last_year is not None and unit == last_year["unit"]:
        change = _since(last_year, total)
        if last_year["share"]:
            return _of_share(last_year, change, _number(last_year["base"]))
        printed = last_year["change"]
        return None if change == int(printed) else (last_year.end(), printed, str(abs(change)))
    more = _MORE.match(text, start)
    if more is None or unit != more["unit"] or int(more["change"]) <= total:
        return None
    # There would have been less than none.
    is_change = _ANOTHER_KIND.search(text, max(0, near.start - _BESIDE), near.start)
    return None if is_change else (more.end(), more["change"], f"≤ {total}")


def _since(told: re.Match[str], total: int) -> int:
    """The change from the year before that is told, in the direction that is told."""
    base = _number(told["base"])
    return total - base if told["way"] in _UP.split("|") else base - total


def _of_share(told: re.Match[str], change: int, base: int) -> tuple[int, str, str] | None:
    """The slip if the percentage is not that of the change."""
    if base <= 0 or percent_agrees(change, base, Decimal(told["share"])):
        return None
    exact = Decimal(change) * 100 / base
    return told.end(), f"{told['share']}%", f"{change} / {base} = {exact:.2f}%"


def _number(printed: str) -> int:
    return int(printed.replace(",", ""))
