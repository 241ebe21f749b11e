"""What identifies a person: numbers of identity cards, and names."""

from __future__ import annotations

from datetime import date

from gikqa.rules.shared.chinese_words import begins_a_word

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_HIDDEN = "某等男女先同氏姓们的"


def identity_number(number: str) -> bool:
    """Whether 18 characters are the number of an identity card: birthday and check of GB 11643."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[17].upper()


def may_be_a_name(name: str) -> bool:
    """Whether a family name and one or two characters are no word, and no name made unreadable."""
    return not begins_a_word(name[:2]) and not any(hidden in name for hidden in _HIDDEN)
