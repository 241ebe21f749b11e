"""Find the numbers of a text, and what only looks like one, with one regular expression."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from gikqa.text.quantities.numerals import (
    CHINESE,
    chinese_range,
    chinese_value,
    digits_value,
    exact,
    last_digit_worth,
    scale_value,
)
from gikqa.text.quantities.quantity import Number
from gikqa.text.quantities.vocabulary import Vocabulary, vocabulary

MOST_DIGITS = 15
"""A longer run of digits is a code, whatever comes after it."""


@dataclass(slots=True)
class Raw:
    """A number as printed; `stop`: why it is no quantity (time, name, zeros, ordinal), or empty.

    `start`, `end`: the number with its scale and 余; `unit_end`: with its unit.
    `more`: unit of the digit that 余 leaves open, 0 without 余. `high`: upper end of a range.
    """

    start: int
    end: int
    unit_end: int
    value: Number
    unit: str | None = None
    scale: int = 1
    places: int = 0
    step: Number = 1
    more: int = 0
    high: Number | None = None
    chinese: bool = False
    stop: str = ""


@dataclass(slots=True)
class Scan:
    """The result, in reading order: numbers, (start, end, year), masked stretches."""

    numbers: list[Raw] = field(default_factory=list)
    years: list[tuple[int, int, int]] = field(default_factory=list)
    masked: list[tuple[int, int]] = field(default_factory=list)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = vocabulary()
    units = sorted({*words.units, *words.no_quantity}, key=lambda unit: (-len(unit), unit))
    unit = "|".join(map(re.escape, units))
    # The first character is matched before the branches, so that the search can jump to it.
    return re.compile(
        rf"""[《“‘「『〔【\[(（第hw0-9{CHINESE}](?:
          (?<=[0-9])(?P<digits>
            (?:[0-9]{{0,2}}(?:[,，][0-9]{{3}}){{1,5}}(?![,，]?[0-9])|[0-9]*)(?:\.[0-9]{{1,9}})?
          )(?P<scale>\ ?[十百千万亿]{{1,3}})?(?P<more>[余多来](?P<more_scale>[百千万亿]{{0,2}}))?
           (?P<blank>\s{{0,3}})(?P<unit>{unit})?
        | (?<=[{CHINESE}])(?P<chinese>[{CHINESE}]*(?:[至到][{CHINESE}]{{1,9}})?)
          (?:分之(?P<over>[0-9{CHINESE}][0-9.点{CHINESE}]*)
          |(?P<c_more>[余多来](?P<c_more_scale>[百千万亿]{{0,2}}))?
           (?P<c_blank>\s{{0,3}})(?P<c_unit>{unit}))?
        | (?<=第)\s?(?P<ordinal>[(（]?\s?[0-9{CHINESE}]{{1,8}}\s?[)）]?)
        | (?<=[《])(?P<title>[^《》\n]{{0,120}}》)
        | (?<=[“‘「『])(?P<quote>[^“”‘’「」『』\n]{{0,24}}[”’」』])
        | (?<=[〔【\[(（])\s?(?P<docyear>(?:19|20)[0-9]{{2}}\s?[〕】\])）]
          \s?第?\s?[0-9]{{0,5}}\s?号?)
        | (?<=[(（])(?P<section>\s?[0-9{CHINESE}]{{1,3}}\s?[)）])
        | (?<=h)(?P<url>ttps?://[^\s，。；、）)”》]*)
        | (?<=w)(?P<host>ww\.[^\s，。；、）)”》]*)
        )""",
        re.VERBOSE,
    )


def scan(text: str, begin: int, stop: int) -> Scan:
    """The numbers in a stretch of a folded text, in time linear in its length."""
    words, found = vocabulary(), Scan()
    ordinal_end = len(text)
    for match in _pattern().finditer(text, begin, stop):
        kind = match.lastgroup
        start, end = match.span()
        if match["digits"] is not None:
            if kind in ("digits", "blank") and _is_cell(text, start, match.end("digits")):
                continue
            raw = _digits(text, match, words)
        elif match["chinese"] is not None:
            if match["c_unit"] is None and match["over"] is None:
                continue
            raw = _chinese(text, match, words)
        else:
            if kind == "ordinal":
                ordinal_end = end
            elif kind in ("title", "quote"):
                found.masked.append((start, end))
            continue
        if raw is None:
            continue
        if raw.unit == "年" or raw.unit == "年度":
            year = _year(text[raw.start : raw.end])
            if year is not None:
                found.years.append((raw.start, raw.unit_end, year))
        if not raw.stop and _is_chained(text[ordinal_end : raw.start]):
            raw.stop, ordinal_end = "ordinal", raw.unit_end
        found.numbers.append(raw)
    return found


def _digits(text: str, match: re.Match[str], words: Vocabulary) -> Raw | None:
    start, end = match.start(), match.end("digits")
    printed = text[start:end]
    if len(printed) > MOST_DIGITS:
        return Raw(start, end, end, 0, stop="name")
    value, places = digits_value(printed)
    step = Decimal(1).scaleb(-places) if places else 1
    raw = Raw(start, end, end, value, places=places, step=step)
    scale = match["scale"] or ""
    unit, unit_end = _unit(text, match, "unit", words)
    if match["more"] and (unit or match["scale"] or match["more_scale"]):
        raw.more = last_digit_worth(int(value)) if not places else 1
        scale += match["more_scale"]
        raw.end = match.end("more")
    elif scale:
        raw.end = match.end("scale")
    if match["more"] and not raw.more:
        unit = None
    blank = match["blank"]
    if unit and blank and not _may_stand_apart(text, start, blank):
        unit = None
    _finish(raw, scale, unit, unit_end, words)
    raw.stop = raw.stop or _digit_stop(text, raw, printed)
    return raw


def _chinese(text: str, match: re.Match[str], words: Vocabulary) -> Raw | None:
    start = match.start()
    numeral = text[start : match.end("chinese")]
    if match["over"] is not None:
        return _fraction(text, numeral, match)
    unit, unit_end = _unit(text, match, "c_unit", words)
    if unit is None:
        return None
    end = match.end("c_more") if match["c_more"] else match.end("chinese")
    raw = Raw(start, end, end, 0, chinese=True)
    pair = chinese_range(numeral)
    value = pair[0] if pair else chinese_value(numeral)
    if value is None:
        return None
    raw.value, raw.high = value, pair[1] if pair else None
    scale = ""
    if match["c_more"]:
        raw.more, scale = last_digit_worth(value), match["c_more_scale"]
    elif unit == "元" and value >= 10**4 and not pair:
        # 三万元 is three of 万元, as 3万元 is.
        numeral, scale = numeral.rstrip("万亿"), numeral[len(numeral.rstrip("万亿")) :]
        raw.value = chinese_value(numeral) or 1
    if text[match.end("chinese") :][: len(match["c_blank"] or "")].count("\n") and not start:
        return None
    _finish(raw, scale, unit, unit_end, words)
    return raw


def _fraction(text: str, numeral: str, match: re.Match[str]) -> Raw | None:
    """百分之三点五, 千分之二, 三分之一."""
    start, end = match.span()
    whole, _, decimals = match["over"].replace("点", ".").partition(".")
    above = int(whole) if whole.isdigit() and whole.isascii() else chinese_value(whole)
    below = chinese_value(numeral)
    places = [int(digit) if digit.isdecimal() else chinese_value(digit) for digit in decimals]
    if above is None or not below or not all(place in range(10) for place in places):
        return None
    tail = "".join(map(str, places))
    value: Number = Decimal(f"{above}.{tail}") if tail else above
    raw = Raw(start, end, end, value, chinese=True, places=len(tail))
    raw.step = exact(Decimal(1).scaleb(-len(tail)))
    raw.unit = {100: "%", 1000: "‰"}.get(below, "分之")
    if raw.unit == "分之":
        raw.value = exact(Decimal(value) / below)
    return raw


def _unit(text: str, match: re.Match[str], group: str, words: Vocabulary) -> tuple[str | None, int]:
    """The canonical unit and its end; None if the word goes on and is another one."""
    printed = match[group]
    if printed is None:
        return None, match.end()
    end = match.end(group)
    if printed in words.no_quantity:
        return printed, end
    unit = words.units[printed]
    guards = words.not_before.get(unit)
    if guards and printed == unit and text.startswith(guards, end):
        return None, end
    return unit, end


def _finish(raw: Raw, scale: str, unit: str | None, unit_end: int, words: Vocabulary) -> None:
    """Multiply out 万 and 亿 (money keeps them in its unit) and say what is no quantity."""
    worth = scale_value(scale) or 1
    if unit == "元" and worth >= 10**4:
        group = 10**8 if worth % 10**8 == 0 else 10**4
        unit, worth = {10**4: "万元", 10**8: "亿元"}[group], worth // group
    raw.scale = worth
    if worth != 1:
        raw.value, raw.step = exact(raw.value * worth), exact(raw.step * worth)
        raw.more *= worth
    raw.unit, raw.unit_end = unit, unit_end if unit else raw.end
    if unit in words.no_quantity:
        raw.stop = "time"
    elif raw.places and worth == 1 and unit not in words.decimal:
        raw.stop = "name"


def _digit_stop(text: str, raw: Raw, printed: str) -> str:
    """Why digits are no quantity: part of a code, a time, a fraction, a version."""
    before = text[raw.start - 1 : raw.start]
    after = text[raw.unit_end : raw.unit_end + 2]
    if before in tuple("+/\\#@_.＃=&?%~*×") and before:
        return "name"
    if before.isascii() and before.isalpha() and (raw.unit is None or raw.unit in "级页"):
        return "name"
    if raw.unit is None:
        if after[:1] in tuple("+/\\@_=&\"'%*×°℃") or (after[:1].isascii() and after[:1].isalpha()):
            return "name"
        if len(after) == 2 and after[0] in ".:：" and after[1].isdigit():
            return "name"
    if before in (":", "：") and text[raw.start - 2 : raw.start - 1].isdigit():
        return "time"
    if len(printed) > 1 and printed[0] == "0" and printed[1] != ".":
        return "zeros"
    return ""


def _is_cell(text: str, start: int, end: int) -> bool:
    """Whether a number stands between blanks, as in the rows of a table."""
    return text[start - 1 : start].isspace() and text[end : end + 1].isspace()


def _may_stand_apart(text: str, start: int, blank: str) -> bool:
    """Whether a unit may follow after a blank: not if the number is alone on its line (a cell)."""
    if "\t" in blank or blank.count("\n") > 1:
        return False
    return "\n" not in blank or text[text.rfind("\n", 0, start) + 1 : start].strip() != ""


def _is_chained(gap: str) -> bool:
    """Whether a number goes on with an ordinal: 第十九条、二十条; 第一、二项."""
    return 0 < len(gap) <= 3 and gap.lstrip("条款项号章期批届") in tuple("、和及至或到-—～~")


def _year(printed: str) -> int | None:
    if not (printed.isdigit() and printed.isascii()):
        value = chinese_value(printed)
        return value if value and 1949 <= value < 2100 else None
    return int(printed) if 1949 <= int(printed) < 2100 else None
