"""LOC105 another-township."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Confidence, Finding, Report, Severity, described, rule
from gikqa_locale import SPECS
from gikqa_locale.finders import OtherTownships
from gikqa_locale.townships import own_township


@rule(
    **described(SPECS, "LOC105"),
    needs=("sections", "publisher", "year"),
    find=OtherTownships(),
)
def another_township(report: Report) -> Iterator[Finding]:
    for section, township in report.found:
        yield Finding(
            section=section,
            start=township.start,
            end=township.end,
            quote=township.name,
            observed=township.name,
            expected=own_township(report.publisher, report.year),
            cause=f"another-township:{township.name}",
            severity=None if township.certain else Severity.INFO,
            confidence=None if township.certain else Confidence.HINT,
        )
