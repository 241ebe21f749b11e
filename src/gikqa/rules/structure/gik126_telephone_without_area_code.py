"""GIK126 telephone-without-area-code."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.texts import described
from gikqa.text import pattern, phrases

_PHRASES = ("电话", "联系方式")
_NUMBER = r"(?:号码)?[:：为是]?\s*([2-9]\d{6,7})(?![\d\-—－–*xX×])"
_WITH_CODE = pattern(r"(?<!\d)0\d{2,3}\s*[-—－–―)）\s]{0,2}\s*[2-9]\d{6,7}(?!\d)|区号")

_PLACE = pattern("地址|邮编|邮政编码")
"""Says where the office is: whoever calls from elsewhere knows the area code."""
_BESIDE = 60


@rule(**described("GIK126"), needs=("sections",), find=phrases(_PHRASES).then(_NUMBER))
def telephone_without_area_code(report: Report) -> Iterator[Finding]:
    if any(_WITH_CODE.search(section.text) for section in report.sections):
        return
    for near in report.found[:1]:
        number = near.after
        start = max(0, near.hit.start - _BESIDE)
        if _PLACE.search(near.section.text, start, near.end + _BESIDE):
            continue
        yield Finding(
            section=near.section.number,
            start=number.start(1),
            end=number.end(1),
            quote=number[1],
            observed=number[1],
            expected=f"0…-{number[1]}",
        )
