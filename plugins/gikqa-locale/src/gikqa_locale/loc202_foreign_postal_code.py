"""LOC202 foreign-postal-code."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Confidence, Finding, Report, Severity, Undetermined, described, rule
from gikqa_locale import SPECS
from gikqa_locale.contact_lines import postal_codes, postal_labels
from gikqa_locale.contacts import contacts
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.publisher import home_of_report


@rule(
    **described(SPECS, "LOC202"),
    needs=("sections", "publisher", "year"),
    reads=("region_code", "title"),
    phrases=postal_labels,
)
def foreign_postal_code(report: Report) -> Iterator[Finding]:
    numbers = list(postal_codes(report))
    if not numbers:
        return
    home = home_of_report(report)
    if home is None:
        raise Undetermined
    register = contacts()
    for number in numbers:
        # 410500 is the division's code written by mistake, not a foreign post office.
        if register.can_be_addressed_at(home, number.local) or number.local == home.division.code:
            continue
        certain = register.is_of_another_province(home, number.local)
        own = " / ".join(register.own_postal_codes(home))
        yield Finding(
            section=number.section.number,
            start=number.start,
            end=number.end,
            quote=number.quote,
            observed=number.local,
            expected=own or None,
            params={
                "place": "、".join(register.places_of_postal_code(number.local)) or "—",
                "home_path": gazetteer().path(home.division, home.year),
                "own": own or "—",
            },
            cause=f"foreign-postal-code:{number.local[:4]}",
            # Inside one province a neighbour's post office may serve the place.
            severity=None if certain else Severity.INFO,
            confidence=None if certain else Confidence.HINT,
        )
