"""GIK847 number-bracket-lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import CLOSING, finding
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_LETTERS = "发函字办规文"
"""The last characters of the letters of issuing bodies, as in 国办发, 国办函, 京政字."""

_CLOSED = "".join(f"\\{mark}" for mark in CLOSING)
_SQUARE = [f"{mark}20" for mark in "〔[【﹝［"]
_ROUND = ["（20", "(20"]
_NO_BRACKET = [f"{letter}20" for letter in _LETTERS]

_UNCLOSED = r"\d\d\s?\d{1,4}\s?号"
_UNOPENED = rf"\d\d\s?[{_CLOSED}]\s?第?\d{{1,4}}\s?号"


@rule(
    **described("GIK847"),
    needs=("sections",),
    find=either(
        phrases(_SQUARE).then(_UNCLOSED),
        phrases(_ROUND).then(_UNCLOSED).after(f"[{_LETTERS}]"),
        phrases(_NO_BRACKET).then(_UNOPENED),
    ),
)
def number_bracket_lost(report: Report) -> Iterator[Finding]:
    for near in report.found:
        text = near.section.text[near.hit.start : near.end]
        digits = re.sub(r"\D", "", text)
        expected = f"〔{digits[:4]}〕{digits[4:]}号"
        start = near.hit.start + (near.hit.phrase in _NO_BRACKET)
        yield finding(near.section, start, near.end, expected=expected)
