"""GIK871 applicant-named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.identity import identity_number, may_be_a_name
from gikqa.text import Near, either, phrases

_LISTED = words("wording", "GIK871")
_MOBILE = "(?<!\\d)1[3-9]\\d{9}(?!\\d)"


def _persons() -> Iterable[str]:
    persons: list[str] = _LISTED["persons"]
    return persons


def _births() -> Iterable[str]:
    return map(str, range(1930, 2016))


@rule(
    **described("GIK871"),
    needs=("sections",),
    find=either(
        phrases(_births)
        .after("(?<![\\dA-Za-z])[1-8]\\d{5}")
        .then("(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])\\d{3}[\\dXx](?![\\dA-Za-z])"),
        phrases(_persons).then(
            f"(?:(?!{_LISTED['of_the_office']})[^。；;\\n]){{0,30}}?({_MOBILE})"
        ),
        phrases(_persons).then(
            f"[：:（(]?([{_LISTED['surnames']}][\u4e00-\u9fff]{{1,2}})"
            f"(?=[，。；、,;（()）\\s]|{_LISTED['acts']})"
        ),
    ),
)
def applicant_named(report: Report) -> Iterator[Finding]:
    for near in report.found:
        if near.before:
            number = near.quote
            if identity_number(number):
                yield _masked(near, near.start, number, 2, None)
        elif near.after[1][0] == "1":
            yield _masked(near, near.after.start(1), near.after[1], 3, None)
        elif may_be_a_name(near.after[1]):
            yield _masked(near, near.after.start(1), near.after[1], 1, Severity.INFO)


def _masked(near: Near, start: int, quote: str, kept: int, severity: Severity | None) -> Finding:
    """A finding that points at the place and does not print what must not be read there."""
    hidden = quote[:kept] + "*" * (len(quote) - kept)
    return Finding(
        section=near.section.number,
        start=start,
        end=start + len(quote),
        quote=hidden,
        observed=hidden,
        severity=severity,
        confidence=Confidence.HINT if severity else None,
    )
