"""GIK115 publisher-differs-from-title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, rule
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_YEAR = re.compile(r"20\d{2}\s*年?度?")
_SUBJECT = re.compile(r"(?:政府)?(?:信息|政务).{0,4}公开.*$")
_PLACE = re.compile("[\u4e00-\u9fff]{2,6}?(?:县|市|旗)(?![政场民容])")
"""区 is left out: a district, a zone and a part of a name (城区, 社区) look the same."""

_GOVERNMENT = re.compile("(?:人民政府|政府|人民政府办公[室厅]|政府办公[室厅]|政府办|府办)$")


@rule(**described("GIK115"), needs=("title",))
def publisher_differs_from_title(report: Report) -> Iterator[Finding]:
    """The title names another county or city than that of the publisher."""
    title = re.sub(r"\s", "", report.title or "")
    named = _SUBJECT.sub("", _YEAR.sub("", title)).removeprefix("关于").removesuffix("的")
    publisher = re.sub(r"\s", "", report.publisher)
    theirs, ours = _PLACE.findall(named), _PLACE.findall(publisher)
    if not theirs or not ours or theirs[-1][-1] != ours[-1][-1]:
        return
    stem = theirs[-1][:-1]
    if stem in publisher or ours[-1][:-1] in named:
        return
    if _body(named, theirs[-1]) == _body(publisher, ours[-1]):
        yield Finding(observed=theirs[-1], expected=ours[-1], params={"place": named})


def _body(name: str, place: str) -> str:
    """What the body is, without its place; 政府, 政府办 and 政府办公室 are one."""
    rest = name[name.rindex(place) + len(place) :]
    return "" if rest == "人民" else _GOVERNMENT.sub("", rest)
