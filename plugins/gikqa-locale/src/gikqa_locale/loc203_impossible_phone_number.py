"""LOC203 impossible-phone-number."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, described, rule
from gikqa_locale import SPECS
from gikqa_locale.contact_lines import Number
from gikqa_locale.contacts import contacts
from gikqa_locale.finders import PhoneNumbers

# Hotlines such as 0797-12345 and 0797-96333 are shorter and begin with one of these.
HOTLINE = ("1", "9", "0")
# The big cities had all gone over to eight digits by then.
EIGHT_DIGITS_SINCE = 2014


@rule(
    **described(SPECS, "LOC203"),
    needs=("sections", "year"),
    find=PhoneNumbers(),
)
def impossible_phone_number(report: Report) -> Iterator[Finding]:
    for number in report.found:
        allowed = _digits_allowed(number, report.year)
        if not _is_told_apart(number) or len(number.local) in allowed:
            continue
        yield Finding(
            section=number.section.number,
            start=number.start,
            end=number.end,
            quote=number.quote,
            observed=str(len(number.local)),
            expected=" / ".join(map(str, allowed)),
            params={"area_code": number.area_code},
        )


def _is_told_apart(number: Number) -> bool:
    """True if it is clear where the area code ends, and the rest is no hotline."""
    known = number.area_code in contacts().holders
    return number.is_parted and known and not number.local.startswith(HOTLINE)


def _digits_allowed(number: Number, year: int) -> tuple[int, ...]:
    if len(number.area_code) == 3 and year >= EIGHT_DIGITS_SINCE:
        return (8,)
    return (7, 8)
