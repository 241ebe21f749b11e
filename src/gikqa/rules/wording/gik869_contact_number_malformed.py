"""GIK869 contact-number-malformed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from gikqa import Finding, Report, Section, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_POSTAL = tuple(map("".join, product(["邮编", "邮政编码"], "：:")))
_FAX = tuple(map("".join, product(["传真"], "：:")))
_NUMBER = r"\s?(?:0\d{2,3}\s?[-—－–]{1,2}\s?)?([2-9]\d{5,8})(?!\d)"


@rule(
    **described("GIK869"),
    needs=("sections",),
    find=either(
        phrases(_POSTAL).then(r"\s?(?!\d{6}(?!\d))(?P<code>\d{4,9})(?!\s?[\d\-—－])", within=14),
        # One office has numbers of one exchange.
        phrases(_FAX).after(f"电话[：:]{_NUMBER}[；;，,、\\s]{{1,2}}").then(_NUMBER, within=24),
    ),
)
def contact_number_malformed(report: Report) -> Iterator[Finding]:
    for near in report.found:
        if near.hit.phrase in _POSTAL:
            start, end = near.after.span("code")
            yield _expecting(6, near.section, start, end)
        elif len(near.before[1]) != len(near.after[1]):
            start, end = near.after.span(1)
            yield _expecting(len(near.before[1]), near.section, start, end)


def _expecting(digits: int, section: Section, start: int, end: int) -> Finding:
    found = finding(section, start, end, expected="0" * digits)
    return replace(found, params={"count": str(digits)})
