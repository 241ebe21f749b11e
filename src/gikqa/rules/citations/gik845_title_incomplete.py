"""GIK845 title-incomplete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern
from gikqa.text.citations import CitedTitles

_INNER = pattern(r"关于(?:印发|转发|批转|下发)[<〈＜“「]([^>〉＞”」]+)(的通知)[>〉＞”」]$")
_ENCLOSED = pattern(r"^(?!.*[….]).*?关于(?:联合)?(?:印发|转发|批转|下发)(?!的)(.{4,})$")
# In a title that has 公开 elsewhere, such as 依申请公开政府信息办法, nothing is lost.
_PUBLICITY_LOST = pattern("(?<!公开)政府信息(?=(?:工作)?(?:条例|办法|规定|年度报告)$)")


@lru_cache(maxsize=1 << 16)
def _whole(title: str) -> str | None:
    """What the title should be, with … for what is not known; None if nothing is missing."""
    listed = words("citations", "GIK845")
    if inner := _INNER.search(title):
        return f"…〈{inner[1]}〉的通知"
    for begun, kind in listed["cut"].items():
        if title.endswith(begun):
            return f"…{begun}{kind}"
    if _PUBLICITY_LOST.search(title):
        return _PUBLICITY_LOST.sub("政府信息公开", title)
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    if _ENCLOSED.match(bare) and not bare.endswith(tuple(listed["of_covers"])):
        return f"…{title[-4:]}的通知"
    if bare.endswith(tuple(listed["of_notices"])):
        said = any(word in title for word in listed["opening"])
        return None if said else f"关于…{title[-6:]}"
    return None


@rule(**described("GIK845"), needs=("sections",), find=CitedTitles(_whole))
def title_incomplete(report: Report) -> Iterator[Finding]:
    for cited in report.found:
        yield finding(cited.section, cited.start, cited.end, expected=f"《{cited.verdict}》")
