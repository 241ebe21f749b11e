"""GIK506 change-differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gikqa import Finding, Hit, Report, rule
from gikqa.rules.narrative.lists import list_finding, words
from gikqa.rules.texts import described
from gikqa.text.quantities import percent_agrees

_UP, _DOWN = "增加|增长|上升|增多", "减少|下降|降低"
_UNIT = "件|条|篇|次|个|项|份|期|场|人次"
_SHARE = r"(?:约|为|了|达|率|幅)*(?P<share>\d{1,5}(?:\.\d{1,3})?)\s?[%％]"
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,9}"
_BEFORE = re.compile(rf"(?<![\d,.])({_NUMBER})\s?({_UNIT})[，,（(\s]{{0,2}}$")
_COMPARED = r"(?:同比|[比较](?:上年度?|去年|上一年度?)(?:同期)?)"
# 120件，同比增加20件，增长20% gives total, change and share; 20件 and 20% make 100 and so 120.
_CHANGE = re.compile(
    rf"{_COMPARED}(?:{_UP}|{_DOWN})了?\s?(?P<change>\d{{1,9}})\s?(?P<unit>{_UNIT})[，,、（(\s]{{0,2}}"
    rf"(?:同比)?(?:增长|增幅|上升|增加|下降|降幅|减少|降低){_SHARE}"
)
# 120件，较上年的100件（增加20件，）增长20% gives both years and the share.
_TWO_YEARS = re.compile(
    r"[比较](?:上年度?|去年|上一年度?|20\d\d年度?)(?:同期)?(?:的|(?P<open>[（(]))"
    rf"\s?(?P<base>{_NUMBER})\s?(?P<unit>{_UNIT})(?(open)[）)])(?:相比)?[，,\s]?(?:同比)?"
    rf"(?:(?:{_UP}|{_DOWN})了?\s?(?P<change>\d{{1,9}})\s?(?:{_UNIT})[，,、（(]\s?)?"
    rf"(?:同比)?(?P<way>{_UP}|{_DOWN}){_SHARE}"
)
_DIRECTION = re.compile(f"({_UP})|({_DOWN})")


def _phrases() -> Iterable[str]:
    found: list[str] = words()["change"]["phrases"]
    return found


@rule(**described("GIK506"), needs=("sections", "year"), phrases=_phrases)
def change_differs(report: Report) -> Iterator[Finding]:
    """A percentage of change is not that of the numbers beside it."""
    for hit in report.hits:
        found = _read(report, hit)
        if found is None:
            continue
        start, end, change, base, share = found
        if base > 0 and not percent_agrees(change, base, share):
            exact = Decimal(change) * 100 / base
            yield list_finding(
                report.sections[hit.index],
                start,
                end,
                observed=f"{share}%",
                expected=f"{change} / {base} = {exact:.2f}%",
            )


def _read(report: Report, hit: Hit) -> tuple[int, int, int, int, Decimal] | None:
    """Start, end, change, the year before, percentage; None if not all are told together."""
    text = report.sections[hit.index].text
    whole = _BEFORE.search(text, max(0, hit.start - 16), hit.start)
    if whole is None:
        return None
    total = _number(whole[1])
    two_years = _TWO_YEARS.match(text, hit.start)
    if two_years is not None and whole[2] == two_years["unit"]:
        base = _number(two_years["base"])
        change = total - base if two_years["way"] in _UP.split("|") else base - total
        if two_years["change"] and int(two_years["change"]) != change:
            return None
        return whole.start(), two_years.end(), change, base, Decimal(two_years["share"])
    told = _CHANGE.match(text, hit.start)
    if told is None or whole[2] != told["unit"]:
        return None
    ways = [bool(up) for up, _ in _DIRECTION.findall(told[0])]
    if len(set(ways)) > 1:
        return None
    change, share = int(told["change"]), Decimal(told["share"])
    base = total - change if ways[0] else total + change
    return whole.start(), told.end(), change, base, share


def _number(printed: str) -> int:
    return int(printed.replace(",", ""))
