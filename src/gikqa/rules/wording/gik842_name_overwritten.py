"""GIK842 name-overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_BEHIND = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:街道|镇|乡)(?!网|站)")
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$")
_ADDRESS = re.compile(r"(?:^|[./@])(?:www|http|https|gov)(?:[./:]|$)", re.IGNORECASE)
_BEFORE = re.compile(r"[/@:：]\s*$|网址|网站|网|邮箱|登录|访问")
_LONGEST, _REACH = 60, 6


def _phrases() -> Iterable[str]:
    return [".com", ".cn", ".net", ".org", ".top", ".vip"]


@rule(**described("GIK842"), needs=("sections",), phrases=_phrases)
def name_overwritten(report: Report) -> Iterator[Finding]:
    """The address of a site that copied the report stands in the middle of a name."""
    for section, hits in hits_by_section(report):
        text = section.text
        for hit in hits:
            name = _BEHIND.match(text, hit.end)
            host = _HOST.search(text[max(0, hit.start - _LONGEST) : hit.start])
            if name is None or host is None or _ADDRESS.search(host[0]):
                continue
            start = hit.start - len(host[0])
            if not _BEFORE.search(text[max(0, start - _REACH) : start]):
                yield finding(section, start, name.end(), cause="reading")
