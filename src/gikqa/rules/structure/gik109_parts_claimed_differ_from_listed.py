"""GIK109 parts-claimed-differ-from-listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.structure.chapters import NUMERALS
from gikqa.rules.structure.listed_parts import Listed, parts_listed
from gikqa.rules.texts import described
from gikqa.text import PhraseInSentence, pattern

_NUMBERS = {NUMERALS[n]: n for n in range(2, 11)} | {str(n): n for n in range(2, 16)}
_NUMBERS |= {f"十{NUMERALS[n]}": 10 + n for n in range(1, 6)}
_CLAIMS = {
    f"{number}{measure}{noun}": value
    for number, value in _NUMBERS.items()
    for measure in ("个", "大", "")
    for noun in ("部分", "方面")
}
_OF_ANOTHER_NUMBER = tuple(f"0123456789{NUMERALS}第")
_TWO_NUMBERS = pattern(r"[一二三四五六七八九十]+\d*$")


class _Claim(NamedTuple):
    printed: str
    listed: Listed
    is_hint: bool


def claims() -> list[str]:
    """六个部分, 6个方面 and the like."""
    return list(_CLAIMS)


def _listed_otherwise(claim: str, before: str, after: str) -> _Claim | None:
    """The number as printed and what the sentence lists, if they differ."""
    # 八8部分: a number of each script, and one of them was to be deleted.
    twice = _TWO_NUMBERS.search(before) if claim[0].isdigit() else None
    if twice is None and before.endswith(_OF_ANOTHER_NUMBER):
        return None
    listed = parts_listed(before[: twice.start()] if twice else before, after)
    if listed is None:
        return None
    number, value = re.sub("个?大?(?:部分|方面)$", "", claim), _CLAIMS[claim]
    if twice is not None:
        return _Claim(twice[0] + number, listed, is_hint=False)
    if listed.contradicts(value):
        return _Claim(str(value), listed, is_hint=False)
    return _Claim(str(value), listed, is_hint=True) if listed.suggests_another_than(value) else None


@rule(**described("GIK109"), needs=("sections",), find=PhraseInSentence(claims, _listed_otherwise))
def parts_claimed_differ_from_listed(report: Report) -> Iterator[Finding]:
    for found in report.found:
        if found.section.number > 1:
            continue
        hit, claim = found.hit, found.verdict
        least, most = claim.listed.strict
        yield Finding(
            section=found.section.number,
            start=hit.start,
            end=hit.end,
            quote=found.section.text[hit.start : hit.end],
            observed=claim.printed,
            expected=str(least) if least == most else f"{least} – {most}",
            params={"place": hit.phrase},
            severity=Severity.INFO if claim.is_hint else None,
            confidence=Confidence.HINT if claim.is_hint else None,
        )
