"""LOC201 foreign-area-code."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, Undetermined, rule
from gikqa_locale.contact_lines import phone_labels, phones
from gikqa_locale.contacts import contacts
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.publisher import home_of_report
from gikqa_locale.texts import described

LOCAL_DIGITS = (7, 8)


@rule(
    **described("LOC201"),
    needs=("sections", "publisher", "year"),
    reads=("region_code", "title"),
    phrases=phone_labels,
)
def foreign_area_code(report: Report) -> Iterator[Finding]:
    """A telephone number has the area code of another prefecture."""
    numbers = [each for each in phones(report) if len(each.local) in LOCAL_DIGITS]
    if not numbers:
        return
    home = home_of_report(report)
    if home is None:
        raise Undetermined
    register = contacts()
    own = register.own_area_codes(home)
    for number in numbers:
        if register.can_be_dialled_at(home, number.area_code):
            continue
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
        )
