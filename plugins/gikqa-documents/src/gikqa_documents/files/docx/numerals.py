"""Numerals that Word puts before the paragraphs of a list."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip
_LARGEST = 399
"""Larger numbers are not printed; the lists of reports are shorter."""


def numeral(number: int, number_format: str) -> str | None:
    """The number as a format of Word prints it; None for bullets and formats not known here."""
    if number_format == "none":
        return ""
    writer = _FORMATS.get(number_format)
    return writer(number) if writer and 0 < number <= _LARGEST else None


def _counted(number: int, digits: str, ten: str, hundred: str, *, short: bool) -> str:
    """十二 (short) or 壹拾贰 (formal), 一百零五, 二百一十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = digits[hundreds] + hundred if hundreds else ""
    if tens:
        text += ten if short and tens == 1 and not hundreds else digits[tens] + ten
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def _chinese(number: int) -> str:
    return _counted(number, _DIGITS, "十", "百", short=True)


def _formal(number: int) -> str:
    return _counted(number, _FORMAL, "拾", "佰", short=False)


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(number: int) -> str:
    """A … Z, then AA, BB, as Word prints them."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


# japaneseCounting is what Word and WPS write for 一、二、三 on most Chinese machines.
_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting", "chineseCountingThousand", "japaneseCounting", "koreanCounting",
            "taiwaneseCounting", "taiwaneseCountingThousand",
        ),
        _chinese,
    ),
    "chineseLegalSimplified": _formal,
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand"), _digit_by_digit),
    **dict.fromkeys(("decimal", "decimalHalfWidth"), str),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalFullWidth": _full_width,
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"({number})",
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if n <= 10 else _chinese(n),
    "decimalZero": lambda number: f"{number:02}",
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "lowerLetter": lambda number: _letter(number).lower(),
    "upperLetter": _letter,
}  # fmt: skip
