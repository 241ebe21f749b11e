"""GIK129 publisher-without-place."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.texts import described

_NAMELESS = "^(?:省|县|区|我[省市县区乡镇局委办]|市)"
_PLACES = "^市(?:中|南|北)区"
"""Districts of 济南, 枣庄, 青岛, 乐山 and 内江 whose names begin like that."""


@rule(
    **described("GIK129"),
    needs=("publisher",),
    where=column("publisher").matches(_NAMELESS) & ~column("publisher").matches(_PLACES),
)
def publisher_without_place(report: Report) -> Iterator[Finding]:
    yield Finding(observed=report.publisher)
