"""LOC106 another-bureau."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, described, rule
from gikqa_locale import SPECS
from gikqa_locale.bodies import own_name
from gikqa_locale.finders import OtherBureaus


@rule(
    **described(SPECS, "LOC106"),
    needs=("sections", "publisher", "year"),
    find=OtherBureaus(),
)
def another_bureau(report: Report) -> Iterator[Finding]:
    expected = own_name(report.publisher, report.year) or report.publisher
    for section, other in report.found:
        yield other.finding(section, expected=expected, kind="another-bureau")
