"""GIK847 document-number-damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import NearPhrase, either, phrases
from gikqa.text.citations import CLOSING, OPENING

_LETTERS = "发函字办规文"
"""The last characters of the letters of issuing bodies, as in 国办发, 国办函, 京政字."""

_ROUND = "（("
"""After one of them the letters have to come directly before it: else it is no number."""

_SQUARE = r"\d\d\s?】\s?第?\d{1,4}\s?号"
"""After 【20: a number between marks that GB/T 9704 does not have for it."""

_UNOPENED = rf"\d\d\s?[{re.escape(CLOSING)}]\s?第?\d{{1,4}}\s?号"
_NO_BRACKET = [f"{letter}20" for letter in _LETTERS]


def _opened(opening: str) -> NearPhrase:
    """Numbers whose bracket is not closed, or by one of another kind, or that have lost 号."""
    right = CLOSING[OPENING.index(opening)]
    # （ and ) are of one kind, and so are ［ and ].
    alike = next((pair for pair in ("）)", "］]") if right in pair), right)
    others = re.escape("".join(mark for mark in CLOSING if mark not in alike))
    closed = rf"\s?[{re.escape(alike)}]\s?第?\d{{1,4}}(?=[）)。；]|[，,](?!\d))"
    twice = rf"\s?[{re.escape(CLOSING)}]{{2}}\s?第?\d{{1,4}}\s?号"
    damaged = rf"\d\d(?:\s?\d{{1,4}}\s?号|\s?[{others}]\s?第?\d{{1,4}}\s?号|{twice}|{closed})"
    found = phrases([f"{opening}20"]).then(damaged)
    return found.after(f"[{_LETTERS}]") if opening in _ROUND else found


_BETWEEN_SQUARES = phrases(["【20"]).then(_SQUARE)

_ORDER = "令"
_UNORDERED = (
    phrases([_ORDER]).after("(?:国务院|主席|政府|部|委员会|总局|署)").then(r"\s?\d{1,4}\s?号")
)
"""Orders have 第 before their number: 国务院令第711号."""


@rule(
    **described("GIK847"),
    needs=("sections",),
    find=either(
        *map(_opened, OPENING), phrases(_NO_BRACKET).then(_UNOPENED), _BETWEEN_SQUARES, _UNORDERED
    ),
)
def document_number_damaged(report: Report) -> Iterator[Finding]:
    for near in report.found:
        if near.hit.phrase == _ORDER:
            number = near.section.text[near.hit.end : near.end].strip()
            yield finding(
                near.section,
                near.hit.start,
                near.end,
                expected=f"令第{number}",
                severity=Severity.INFO,
                confidence=Confidence.HINT,
            )
            continue
        start = near.hit.start + (near.hit.phrase in _NO_BRACKET)
        printed = near.section.text[start : near.end]
        digits = re.sub(r"\D", "", printed)
        is_whole = printed[0] == "【" and "】" in printed
        yield finding(
            near.section,
            start,
            near.end,
            expected=f"〔{digits[:4]}〕{digits[4:]}号",
            severity=Severity.INFO if is_whole else None,
        )
