"""LOC106 another-bureau."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Confidence, Finding, Report, Severity, described, rule
from gikqa_locale import SPECS
from gikqa_locale.bodies import UNIT, own_bureau
from gikqa_locale.finders import OtherBureaus


@rule(
    **described(SPECS, "LOC106"),
    needs=("sections", "publisher", "year"),
    find=OtherBureaus(),
)
def another_bureau(report: Report) -> Iterator[Finding]:
    for section, bureau in report.found:
        yield Finding(
            section=section,
            start=bureau.start,
            end=bureau.end,
            quote=bureau.name,
            observed=bureau.name,
            expected=f"{own_bureau(report.publisher, report.year)}{UNIT}",
            cause=f"another-bureau:{bureau.name}",
            severity=None if bureau.certain else Severity.INFO,
            confidence=None if bureau.certain else Confidence.HINT,
        )
