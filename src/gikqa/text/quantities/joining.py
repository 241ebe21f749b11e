"""Numbers that are printed in pieces: 1 234件, 98. 37%, 1亿2000万, 3至5场, 5、6、7件."""

from __future__ import annotations

from decimal import Decimal

from gikqa.text.quantities.numerals import exact
from gikqa.text.quantities.scan import Raw, Scan

_TO = frozenset(["-", "－", "—", "–", "~", "至", "到", "——"])
_AND = frozenset(["、", "和", "，", ",", "及"])


def join(text: str, scan: Scan) -> list[Raw]:
    """The numbers of a scan, joined where one is printed in pieces; parts of names get a `stop`."""
    joined: list[Raw] = []
    for raw in scan.numbers:
        while joined and _join(text, joined[-1], raw):
            raw = joined.pop()
        if joined and raw.stop == "time" and _same_kind(text, joined[-1], raw):
            joined[-1].stop = "time"
        if joined and raw.unit == "分" and joined[-1].stop == "time":
            # 9时30分
            raw.stop = "time" if joined[-1].unit_end == raw.start else raw.stop
        joined.append(raw)
    _hand_back_units(text, joined)
    return joined


def _join(text: str, left: Raw, right: Raw) -> bool:
    """Extend `left` by `right` if they are one number; returns whether they are."""
    if left.stop not in ("", "name") or left.unit is not None:
        if left.unit == right.unit and text[left.unit_end : right.start] in _TO:
            return _range(text, left, right)
        return False
    gap = text[left.end : right.start]
    if gap in _TO:
        return _range(text, left, right)
    if left.stop or left.more or right.stop not in ("", "zeros", "time"):
        return False
    if left.chinese or right.chinese:
        return False
    if not gap and left.scale > 1 and right.value < left.scale and not left.places:
        return _take(left, right, exact(left.value + right.value), right.step, right.places)
    if not right.unit or left.scale > 1:
        return False
    digits = text[right.start : right.end]
    if gap in (" ", "\n") and _is_torn(text, left, digits):
        worth = 10 ** len(digits.partition(".")[0].replace(",", ""))
        value = left.value * worth * right.scale + right.value
        return _take(left, right, value, right.step, right.places)
    if gap in (". ", " .", " . ") and right.unit in ("%", "‰", "万元", "亿元", "元"):
        at_line_start = text[text.rfind("\n", 0, left.start) + 1 : left.start].strip() == ""
        if digits.isdigit() and not left.places and not at_line_start:
            value = Decimal(f"{text[left.start : left.end]}.{digits}") * right.scale
            step = Decimal(1).scaleb(-len(digits)) * right.scale
            return _take(left, right, value, exact(step), len(digits))
    return False


def _take(left: Raw, right: Raw, value: int | Decimal, step: int | Decimal, places: int) -> bool:
    left.end, left.unit_end, left.unit = right.end, right.unit_end, right.unit
    left.stop = "time" if right.stop == "time" else ""
    left.value, left.step, left.places, left.more = value, step, places, right.more
    left.scale = max(left.scale, right.scale)
    return True


def _is_torn(text: str, left: Raw, digits: str) -> bool:
    """Whether a blank tears one number: thousands, or a number in running text that is no year.

    A row of a table has several numbers with blanks between them, so the text in front must
    abut the first piece.
    """
    first = text[left.start : left.end]
    before = text[left.start - 1 : left.start]
    if not before or before.isspace() or before.isascii() or left.places:
        return False
    if len(first) == 4 and first[:2] in ("19", "20"):
        return False
    return len(first) <= 3 and digits[:1].isdigit()


def _range(text: str, left: Raw, right: Raw) -> bool:
    """3-5场. Dates and years that look like a range keep their stop."""
    if right.stop:
        left.stop = right.stop
        return False
    if left.stop or left.more or right.more or right.high is not None:
        return False
    low = left.value
    if left.unit is None and left.scale == 1 and right.scale > 1:
        low = exact(low * right.scale)
    if not low < right.value or (left.unit is None and right.unit is None):
        if right.unit is None:
            left.stop = right.stop = "name"
        return False
    _take(left, right, low, right.step, max(left.places, right.places))
    left.high = right.value
    return True


def _same_kind(text: str, left: Raw, right: Raw) -> bool:
    """Whether a number is the first half of a time: 2013、2014年, 5—7月."""
    gap = text[left.unit_end : right.start]
    return left.unit is None and (gap in _TO or gap in _AND)


def _hand_back_units(text: str, numbers: list[Raw]) -> None:
    """分别为5、6、7件: the unit of the last one is everybody's."""
    for place in range(len(numbers) - 2, -1, -1):
        left, right = numbers[place], numbers[place + 1]
        if left.unit is None and not left.stop and right.unit is not None and not right.stop:
            if left.chinese or text[left.end : right.start] not in _AND:
                continue
            clause = text[max(0, left.start - 60) : left.start]
            stop = max(clause.rfind(mark) for mark in "。；\n")
            if "分别" in clause[stop + 1 :]:
                left.unit = right.unit
