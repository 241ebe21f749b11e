"""The number of a document as it is printed: （国办发〔2021〕12号）, 国务院令第711号."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from gikqa.text.patterns import pattern

OPENING = "〔[（(【﹝［"
"""The brackets before the year of a number, the right one first."""
CLOSING = "〕]）)】﹞］"
"""The brackets after the year of a number, in the same order."""

_OPENED, _CLOSED = rf"\s*[{re.escape(OPENING)}]?\s*", rf"\s*年?\s*[{re.escape(CLOSING)}]?\s*第?\s*"
_AFTER_A_TITLE = pattern(
    r"[》〉>\s]*[（(]\s*([\u4e00-\u9fff][\u4e00-\u9fff\s]{1,14}?)"
    rf"{_OPENED}((?:19|20)\d\d){_CLOSED}(\d{{1,4}})\s*号"
)
_BEFORE_THE_DIGITS = pattern(
    rf"([\u4e00-\u9fff][\u4e00-\u9fff\s]{{0,20}})?{_OPENED}(20\d\d){_CLOSED}$"
)
_REACH = 40
"""Characters before the digits of a number that are looked at."""

_STATE_COUNCIL = r"国\s*务\s*院\s*"
# A bare 令第492号 may be an order of a province or a ministry.
_ORDER_BEFORE = pattern(rf"(?:{_STATE_COUNCIL}令|国\s*令)\s*([（(])?\s*第?\s*$")
_HALF_BEFORE = pattern(rf"{_STATE_COUNCIL}第?\s*$")
_ORDER_BEHIND = pattern(rf"\s*{_STATE_COUNCIL}令")
_HALF_BEHIND = pattern(r"\s*令")
_NEAR = 12
"""Characters before and after the digits of an order that are looked at."""


class PrintedNumber(NamedTuple):
    """A number with a year before it, as it is printed.

    `start`: where the year begins, with its bracket. `sender`: all characters before that, which
    may end with the letters of the issuing body; without blanks, empty if there are none.
    """

    start: int
    end: int
    sender: str
    year: int
    number: int

    def start_with(self, letters: str, text: str) -> int:
        """Where the number begins with the letters before it, which reading may have parted."""
        start = self.start
        for _ in letters:
            start -= 1
            while text[start].isspace():
                start -= 1
        return start


@lru_cache(maxsize=1 << 16)
def number_after(text: str) -> tuple[str, int] | None:
    """The number that begins a text after a title, and where it ends; None if there is none.

    The number is given in one way, however its brackets are printed.
    """
    match = _AFTER_A_TITLE.match(text)
    if match is None:
        return None
    return written(_without_blanks(match[1]), int(match[2]), int(match[3])), match.end()


def number_at(text: str, start: int, end: int) -> PrintedNumber | None:
    """The number of a document whose last part, 30号, is printed at a place; None if it is none."""
    left = text[max(0, start - _REACH) : start]
    match = _BEFORE_THE_DIGITS.search(left)
    digits = re.match(r"\d+", text[start:end])
    if match is None or digits is None:
        return None
    place = start - len(left) + (match.end(1) if match[1] else match.start())
    sender = _without_blanks(match[1] or "")
    return PrintedNumber(place, end, sender, int(match[2]), int(digits[0]))


def order_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Start and end of the order of the State Council whose number, 711号, is printed at a place.

    None if the number is another one: 711号 is also a number of a house.
    """
    left = text[max(0, start - _NEAR) : start]
    if left[-1:].isdigit():
        return None
    behind = text[end : end + _NEAR]
    if before := _ORDER_BEFORE.search(left):
        end += before[1] is not None and behind[:1] in ("）", ")")
    else:
        before = _HALF_BEFORE.search(left)
        order = (_HALF_BEHIND if before else _ORDER_BEHIND).match(behind)
        if order is None:
            return None
        end += order.end()
    if before:
        return start - len(left) + before.start(), end
    return start - left.endswith("第"), end


def written(letters: str, year: int, number: int) -> str:
    """A document number as the rules for official documents have it: 国办发〔2021〕12号."""
    return f"{letters}〔{year}〕{number}号"


def _without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)
