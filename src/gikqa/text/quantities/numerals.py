"""Printed numbers and their values: digits with separators, Chinese numerals, 万 and 亿."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "○": 0,
    "两": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_TWENTIES = {"廿": 20, "卅": 30}
_GROUPS = {"万": 10**4, "亿": 10**8}

CHINESE = "".join(DIGITS) + "".join(_TENS) + "".join(_TWENTIES) + "".join(_GROUPS)
"""Every character that a Chinese numeral may hold."""


def chinese_value(numeral: str) -> int | None:
    """The value of a Chinese numeral (两千零一十, 廿三, 百, 二〇二三), or None.

    Digits alone are read as places if there are three or more, or if one is 〇 (二〇 is 20);
    二三 is no numeral but a range. 一百二 is 102 and not 120: the short form is speech.
    """
    if all(character in DIGITS for character in numeral):
        if len(numeral) == 2 and not set("〇零○") & set(numeral):
            return None
        return int("".join(str(DIGITS[character]) for character in numeral)) if numeral else None
    for group, worth in reversed(_GROUPS.items()):
        head, printed, tail = numeral.rpartition(group)
        if printed:
            above = chinese_value(head) if head else 1
            below = chinese_value(tail) if tail else 0
            if above is None or below is None or below >= worth:
                return None
            return above * worth + below
    return _below_ten_thousand(numeral)


def _below_ten_thousand(numeral: str) -> int | None:
    value, digit, reached = 0, None, 10**4
    for character in numeral:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            continue
        worth = _TENS.get(character) or _TWENTIES.get(character, 10**4)
        if worth >= reached or (digit == 0 and value == 0):
            return None
        value += worth if character in _TWENTIES else (digit or 1) * worth
        digit, reached = None, 10 if character in _TWENTIES else worth
    return value + (digit or 0)


def chinese_range(numeral: str) -> tuple[int, int] | None:
    """The two ends of a range such as 三至五, 三五 or 二三十, or None."""
    for to in "至到":
        left, printed, right = numeral.partition(to)
        if printed:
            first, last = chinese_value(left), chinese_value(right)
            return (first, last) if first and last and first < last else None
    if len(numeral) < 2 or numeral[0] not in DIGITS or numeral[1] not in DIGITS:
        return None
    low, high, rest = DIGITS[numeral[0]], DIGITS[numeral[1]], numeral[2:]
    worth = scale_value(rest)
    if not 0 < low < high or worth is None:
        return None
    return low * worth, high * worth


def scale_value(scale: str) -> int | None:
    """What 十, 百, 千, 万, 亿 and their combinations multiply by; 1 if there is none."""
    worth = 1
    for character in scale.strip():
        factor = _TENS.get(character) or _GROUPS.get(character)
        if factor is None:
            return None
        worth *= factor
    return worth


def digits_value(digits: str) -> tuple[int | Decimal, int]:
    """The value and the number of decimals of 1,234.50 or of 1 234; Decimal only with decimals."""
    if digits.isdigit():
        return int(digits), 0
    plain = "".join(character for character in digits if character.isdigit() or character == ".")
    whole, point, decimals = plain.partition(".")
    return (Decimal(plain), len(decimals)) if point else (int(whole), 0)


def exact(value: int | Decimal) -> int | Decimal:
    """An int if the value is whole, otherwise the Decimal as it is."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def last_digit_worth(value: int) -> int:
    """The unit of the last digit that is not zero: 10 of 220, 1000 of 2000, 1 of 0 and 68."""
    worth = 1
    while value and value % (worth * 10) == 0:
        worth *= 10
    return worth
