"""GIK115 publisher-differs-from-title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, judged, rule
from gikqa.rules.texts import described
from gikqa.text import pattern

_YEAR = pattern(r"20\d{2}\s*年?度?")
_SUBJECT = pattern(r"(?:政府)?(?:信息|政务).{0,4}公开.*$")
_PLACE = pattern("[\u4e00-\u9fff]{2,6}?(?:县|市|旗)(?![政场民容])(?<!城市(?=[管建规综更]))")
"""区 is left out: a district, a zone and a part of a name (城区, 社区) look the same.

城市管理 is no city.
"""

_GOVERNMENT = pattern("(?:人民政府|政府|人民政府办公[室厅]|政府办公[室厅]|政府办|府办)$")


_CUT = pattern(r"[信政]|20|\s")
"""Where what is cut from a title may begin."""


def _names_another_place(title: str | None, publisher: str | None) -> bool:
    # Nearly every title begins with the publisher's whole name.
    named = publisher and title and title.startswith(publisher) and not _CUT.search(publisher)
    return not named and _places(title or "", publisher or "") is not None


def _places(title: str, publisher: str) -> tuple[str, str, str] | None:
    """The place in the title, that of the publisher, and the body named; None if they agree."""
    title, publisher = re.sub(r"\s", "", title), re.sub(r"\s", "", publisher)
    named = _SUBJECT.sub("", _YEAR.sub("", title)).removeprefix("关于").removesuffix("的")
    theirs, ours = _PLACE.findall(named), _PLACE.findall(publisher)
    if not theirs or not ours or theirs[-1][-1] != ours[-1][-1]:
        return None
    if theirs[-1][:-1] in publisher or ours[-1][:-1] in named:
        return None
    alike = _body(named, theirs[-1]) == _body(publisher, ours[-1])
    return (theirs[-1], ours[-1], named) if alike else None


@rule(
    **described("GIK115"),
    needs=("title",),
    where=judged(_names_another_place, "title", "publisher"),
)
def publisher_differs_from_title(report: Report) -> Iterator[Finding]:
    places = _places(report.title or "", report.publisher)
    if places is not None:
        theirs, ours, named = places
        yield Finding(observed=theirs, expected=ours, params={"place": named})


def _body(name: str, place: str) -> str:
    """What the body is, without its place; 政府, 政府办 and 政府办公室 are one."""
    rest = name[name.rindex(place) + len(place) :]
    return "" if rest == "人民" else _GOVERNMENT.sub("", rest)
