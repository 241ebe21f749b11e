"""GIK842 name-overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import pattern, phrases

_ENDINGS = (".com", ".cn", ".net", ".org", ".top", ".vip")
_NAME = r"[\u4e00-\u9fff]{2,4}?(?:街道|镇|乡)(?!网|站)"
_HOST = pattern(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$")
_ADDRESS = pattern(r"(?:^|[./@])(?:www|http|https|gov)(?:[./:]|$)", re.IGNORECASE)
_BEFORE = pattern(r"[/@:：]\s*$|网址|网站|网|邮箱|登录|访问")
_LONGEST, _REACH = 60, 6


@rule(**described("GIK842"), needs=("sections",), find=phrases(_ENDINGS).then(_NAME))
def name_overwritten(report: Report) -> Iterator[Finding]:
    for near in report.found:
        section, text, place = near.section, near.section.text, near.hit.start
        host = _HOST.search(text[max(0, place - _LONGEST) : place])
        if host is None or _ADDRESS.search(host[0]):
            continue
        start = place - len(host[0])
        if not _BEFORE.search(text[max(0, start - _REACH) : start]):
            yield finding(section, start, near.end, cause="reading")
