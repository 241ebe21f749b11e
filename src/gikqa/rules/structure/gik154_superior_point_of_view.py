"""GIK154 superior-point-of-view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.structure.levels import LOWEST
from gikqa.rules.texts import described
from gikqa.text import phrases

_OWN_NAME = r"(?:(?![各个些他余有所部分多几等级下乡镇街村])[\u4e00-\u9fff]){1,4}"
"""A name: no word for several bodies."""

_ORGANS = "街道办事处|街道办|镇人民政府|乡人民政府|镇政府|乡政府|镇党委|乡党委"


def _phrases() -> Iterable[str]:
    return [f"我{area}" for area in "省市县区旗州"]


@rule(
    **described("GIK154"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(LOWEST),
    find=phrases(_phrases).then(rf"{_OWN_NAME}(?:{_ORGANS})"),
)
def superior_point_of_view(report: Report) -> Iterator[Finding]:
    for near in report.found:
        yield finding(near.section, near.start, near.end, expected=report.publisher)
