"""LOC201 foreign-area-code."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Confidence, Finding, Report, Severity, Undetermined, described, rule
from gikqa_locale import SPECS
from gikqa_locale.contacts import contacts
from gikqa_locale.finders import PhoneNumbers
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.publisher import home_of_report

LOCAL_DIGITS = (7, 8)


@rule(
    **described(SPECS, "LOC201"),
    needs=("sections", "publisher", "year"),
    reads=("region_code", "title"),
    find=PhoneNumbers(),
)
def foreign_area_code(report: Report) -> Iterator[Finding]:
    numbers = [each for each in report.found if len(each.local) in LOCAL_DIGITS]
    if not numbers:
        return
    home = home_of_report(report)
    if home is None:
        raise Undetermined
    register = contacts()
    own = register.own_area_codes(home)
    foreign = [each for each in numbers if not register.can_be_dialled_at(home, each.area_code)]
    # Beside a number of its own, another one is more often somebody else's than a slip.
    certain = len(foreign) == len(numbers)
    for number in foreign:
        yield Finding(
            section=number.section.number,
            start=number.start,
            end=number.end,
            quote=number.quote,
            observed=number.area_code,
            expected=" / ".join(own) or None,
            params={
                "place": "、".join(register.places_of_area_code(number.area_code)),
                "home_path": gazetteer().path(home.division, home.year),
                "own": " / ".join(own) or "—",
            },
            cause=f"foreign-area-code:{number.area_code}",
            severity=None if certain else Severity.INFO,
            confidence=None if certain else Confidence.HINT,
        )
