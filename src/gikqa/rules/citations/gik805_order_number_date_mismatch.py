"""GIK805 order-number-date-mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.citations.orders import NEW, OLD
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_DATE = r"(20\d\d)年(\d{1,2})月(\d{1,2})日"
_DATE_BEFORE = pattern(rf"{_DATE}$")
_DATE_BEHIND = pattern(rf"{_DATE}(?:起|正式)*(?:公布|颁布|发布|施行|实施|执行|生效|签署)")
_ANOTHER_EVENT = pattern(r"\s*[，,、]?\s*20\d\d年|修订|修正|修改")
_REACH = 12
"""Code points of the longest date."""


def _phrases() -> Iterable[str]:
    listed = words("citations", "GIK805")
    for number in (OLD, NEW):
        for name in listed["names"]:
            order = f"{name}第{number}号"
            yield from (f"日{link}{order}" for link in listed["links_before"])
            yield from (f"{order}{link}20" for link in listed["links_behind"])


@rule(**described("GIK805"), needs=("sections",), phrases=_phrases)
def order_number_date_mismatch(report: Report) -> Iterator[Finding]:
    dates = words("citations", "GIK805")["dates"]
    for section, hits in hits_by_section(report):
        text = section.text
        for hit in hits:
            number = str(OLD if str(OLD) in hit.phrase else NEW)
            if hit.phrase.startswith("日"):
                date = _DATE_BEFORE.search(text[max(0, hit.start - _REACH) : hit.start + 1])
                start = hit.start + 1 - len(date[0]) if date else 0
            else:
                date = _DATE_BEHIND.match(text, hit.end - 2)
                start = hit.end - 2
                if date and _ANOTHER_EVENT.search(text[date.end() : date.end() + 20]):
                    continue
            if date is None or _iso(date) in dates[number]:
                continue
            expected = f"第{number}号：{'、'.join(words('citations', 'GIK805')['told'][number])}"
            end = start + date[0].index("日") + 1
            yield finding(section, start, end, expected=expected)


def _iso(date: re.Match[str]) -> str:
    return f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}"
