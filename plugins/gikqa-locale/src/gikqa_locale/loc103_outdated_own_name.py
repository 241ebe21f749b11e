"""LOC103 outdated-own-name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from gikqa import Finding, Report, Undetermined, described, rule
from gikqa_locale import SPECS
from gikqa_locale.gazetteer import Division, gazetteer
from gikqa_locale.names import FIRST_REPORT_YEAR
from gikqa_locale.permitted import permissions
from gikqa_locale.publisher import Home, home_of_report

ORGANS = ("人民政府", "政府")
# Offices open months after the approval, and a report is written early in the next year.
YEARS_OF_GRACE = 1
TOLD_AS_HISTORY = (
    "原",
    "撤",
    "设",
    "更名",
    "改为",
    "曾",
    "旧",
    "历史",
    "《",
    "时任",
    "年以前",
    "批准",
)
NEAR = 20


@lru_cache(maxsize=1)
def former_names() -> dict[str, Division]:
    """Name and organ to the last division that bore the name, for names nobody bears today."""
    places = gazetteer()
    today = {each.name for each in places if each.valid_to is None}
    return {
        division.name + organ: division
        for division in places
        if division.name not in today and (division.valid_to or 0) >= FIRST_REPORT_YEAR
        for organ in ORGANS
    }


@rule(
    **described(SPECS, "LOC103"),
    needs=("sections", "publisher", "year"),
    reads=("region_code", "title"),
    phrases=former_names,
)
def outdated_own_name(report: Report) -> Iterator[Finding]:
    home = home_of_report(report)
    if home is None:
        raise Undetermined
    for hit in report.hits:
        text = report.sections[hit.index].text
        former = former_names()[hit.phrase]
        now = _as_it_is_called(former, home)
        if now is None or _is_told_as_history(text, hit.start, hit.end, former):
            continue
        yield Finding(
            section=hit.section,
            start=hit.start,
            end=hit.start + len(former.name),
            quote=former.name,
            observed=former.name,
            expected=now.name,
            params={"until": str(former.valid_to)},
            cause=f"outdated-own-name:{former.name}",
        )


def _as_it_is_called(former: Division, home: Home) -> Division | None:
    """The own division, or one above or below it, that bore the former name; None if none did."""
    places = gazetteer()
    if former.valid_to is None or home.year <= former.valid_to + YEARS_OF_GRACE:
        return None
    line = [home.division, *places.ancestors(home.division, home.year)]
    line += places.descendants(home.division, home.year)
    own = [
        each
        for each in line
        if each.code[:2] == former.code[:2]
        and (each.stem == former.stem or each.code == former.code)
        and each.name != former.name
    ]
    return own[0] if len(own) == 1 else None


def _is_told_as_history(text: str, start: int, end: int, former: Division) -> bool:
    before, behind = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    if text[max(0, start - 1) : start] in former.joining and start:
        return True  # 长沙县政府 holds 沙县政府
    if "*" in former.joining and not permissions().stands_after_a_border(text, start):
        return True
    return any(word in before or word in behind for word in TOLD_AS_HISTORY)
