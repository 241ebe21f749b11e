"""LOC106 another-bureau."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, described, rule
from gikqa_locale import SPECS
from gikqa_locale.bodies import UNIT, own_bureau
from gikqa_locale.finders import OtherBureaus


@rule(
    **described(SPECS, "LOC106"),
    needs=("sections", "publisher", "year"),
    find=OtherBureaus(),
)
def another_bureau(report: Report) -> Iterator[Finding]:
    own = own_bureau(report.publisher, report.year)
    expected = report.publisher if own is None else f"{own}{UNIT}"
    for section, other in report.found:
        yield other.finding(section, expected=expected, kind="another-bureau")
