"""GIK506 change-differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, either, pattern, percent_agrees, phrases

_UP, _DOWN = "增加|增长|上升|增多", "减少|下降|降低"
_UNIT = "件|条|篇|次|个|项|份|期|场|人次"
_SHARE = r"(?:约|为|了|达|率|幅)*(?P<share>\d{1,5}(?:\.\d{1,3})?)\s?[%％]"
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,9}"
_BEFORE = rf"(?<![\d,.])({_NUMBER})\s?({_UNIT})[，,（(\s]{{0,2}}"
_AFTER = r"[加长升降多少低了]{0,3}\s?\d"
_CENTURY = "20"
_AFTER_CENTURY = r"\d\d年度?(?:同期)?[的（(]"
"""较20 is followed by the rest of a year: 较2023年的100件."""
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
    rf"{_COMPARED}(?P<way>{_UP}|{_DOWN})[^。；;\d]{{0,4}}"
    rf"(?:(?P<change>\d{{1,9}})\s?(?:{_UNIT})|{_SHARE})[，,；;（(]\s?(?:上年度?|去年|上一年度?)(?:同期)?"
    rf"(?:为|是|的|有)?\s?(?P<base>{_NUMBER})\s?(?P<unit>{_UNIT})"
)
# 4件，比上年增加5件: the year before would have had less than none.
_MORE = pattern(rf"{_COMPARED}(?:{_UP})了?\s?(?P<change>\d{{1,9}})\s?(?P<unit>{_UNIT})")
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
        said = _read(near)
        if said is None:
            yield from _impossible(near)
            continue
        end, change, base, share = said
        if base > 0 and not percent_agrees(change, base, share):
            exact = Decimal(change) * 100 / base
            yield finding(
                near.section,
                near.start,
                end,
                observed=f"{share}%",
                expected=f"{change} / {base} = {exact:.2f}%",
            )


def _impossible(near: Near) -> Iterator[Finding]:
    """What cannot have been in the year before, by its number or by the increase alone."""
    text, start = near.section.text, near.hit.start
    total, unit = _number(near.before[1]), near.before[2]
    told, more = _LAST_YEAR.match(text, start), _MORE.match(text, start)
    if told is not None and unit == told["unit"]:
        base = _number(told["base"])
        change = total - base if told["way"] in _UP.split("|") else base - total
        share = told["share"]
        agrees = (
            change == int(told["change"] or -1)
            if share is None
            else (base == 0 or (change >= 0 and percent_agrees(change, base, Decimal(share))))
        )
        if not agrees:
            observed = f"{share}%" if share else told["change"]
            expected = f"{abs(change)} / {base}" if share else str(abs(change))
            yield finding(
                near.section, near.start, told.end(), observed=observed, expected=expected
            )
    elif more is not None and unit == more["unit"] and int(more["change"]) > total:
        end, printed = more.end(), more["change"]
        yield finding(near.section, near.start, end, observed=printed, expected=f"≤ {total}")


def _read(near: Near) -> tuple[int, int, int, Decimal] | None:
    """End, change, the year before, percentage; None if they are not all printed together."""
    text, start = near.section.text, near.hit.start
    total, unit = _number(near.before[1]), near.before[2]
    two_years = _TWO_YEARS.match(text, start)
    if two_years is not None and unit == two_years["unit"]:
        base = _number(two_years["base"])
        change = total - base if two_years["way"] in _UP.split("|") else base - total
        if two_years["change"] and int(two_years["change"]) != change:
            return None
        return two_years.end(), change, base, Decimal(two_years["share"])
    one_year = _CHANGE.match(text, start)
    if one_year is None or unit != one_year["unit"]:
        return None
    ways = [bool(up) for up, _ in _DIRECTION.findall(one_year[0])]
    if len(set(ways)) > 1:
        return None
    change, share = int(one_year["change"]), Decimal(one_year["share"])
    base = total - change if ways[0] else total + change
    return one_year.end(), change, base, share


def _number(printed: str) -> int:
    return int(printed.replace(",", ""))
