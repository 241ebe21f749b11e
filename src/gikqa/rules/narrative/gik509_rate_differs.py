"""GIK509 rate-differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from gikqa import Finding, Hit, Report, rule
from gikqa.rules.narrative.lists import list_finding, words
from gikqa.rules.texts import described
from gikqa.text.quantities import percent_agrees

if TYPE_CHECKING:
    pass

_UNIT = "件|条|个|项|次|份|起"
# 受理50件，办结45件，办结率90%: the three tell one another.
_WHOLE = re.compile(
    rf"(?:受理|收到|接到|收办|征集|承办|收集)[^。；;\d（(]{{0,16}}(\d{{1,8}})\s?({_UNIT})$"
)
_PART = re.compile(
    r"(?:已|均|全部|共|共计|其中)?(?:办结|答复|回复|办理|采纳|处置|办复)[^。；;\d（(]{0,6}"
    rf"(\d{{1,8}})\s?({_UNIT})$"
)
_MARK = "，,、"
_MARKS = re.compile(rf"[{_MARK}]\s?")
_RATE = re.compile(r"(?:为|达到|达)?(\d{1,3}(?:\.\d{1,3})?)\s?[%％]")
_REACH = 70


def _phrases() -> Iterable[str]:
    found: list[str] = words()["rates"]["phrases"]
    return found


@rule(**described("GIK509"), needs=("sections", "year"), phrases=_phrases)
def rate_differs(report: Report) -> Iterator[Finding]:
    """A rate of what was answered is not that of the numbers in front of it."""
    for hit in report.hits:
        text = report.sections[hit.index].text
        told = _read(text, hit)
        if told is None:
            continue
        start, whole, part, rate, end = told
        # All that was due was answered, which the numbers do not tell.
        if rate == 100 or not whole or percent_agrees(part, whole, rate):
            continue
        exact = Decimal(part) * 100 / whole
        yield list_finding(
            report.sections[hit.index],
            start,
            end,
            observed=f"{rate}%",
            expected=f"{part} / {whole} = {exact:.2f}%",
        )


def _read(text: str, hit: Hit) -> tuple[int, int, int, Decimal, int] | None:
    """Start, whole, part, rate and end, if all three stand side by side in one unit."""
    left = text[max(0, hit.start - _REACH) : hit.start]
    *_, wholes, parts, rest = ["", "", *_MARKS.split(left)]
    rate, part = _RATE.match(text, hit.end), None if rest else _PART.match(parts)
    whole = _WHOLE.search(wholes) if part else None
    if rate is None or part is None or whole is None or whole[2] != part[2]:
        return None
    start = hit.start - (len(left) - left.rindex(wholes)) + whole.start()
    return start, int(whole[1]), int(part[1]), Decimal(rate[1]), rate.end()
