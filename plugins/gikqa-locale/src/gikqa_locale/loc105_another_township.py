"""LOC105 another-township."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, described, rule
from gikqa_locale import SPECS
from gikqa_locale.finders import OtherTownships
from gikqa_locale.townships import own_township


@rule(
    **described(SPECS, "LOC105"),
    needs=("sections", "publisher", "year"),
    find=OtherTownships(),
)
def another_township(report: Report) -> Iterator[Finding]:
    expected = own_township(report.publisher, report.year)
    for section, other in report.found:
        yield other.finding(section, expected=expected, kind="another-township")
