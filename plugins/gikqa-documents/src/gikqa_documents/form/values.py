"""What a printed cell says: a number, nothing, or something that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gikqa.editions import Kind
from gikqa.text import pattern
from gikqa_documents.form.characters import FOOTNOTE_MARKS

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNITS = "件|项|条|个|次|宗|人次|人|篇|期|万元|亿元|元|万"
_UNIT_ENDS = "件项条个次宗人篇期元万"
_REMARK = r"\s*\(.*"
_VALUE = pattern(
    rf"(?P<sign>\+|-|−|±|增加|减少|增|减|新增)?\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNITS})?"
    rf"(?:{_REMARK})?",
    re.DOTALL,
)
# The number of a note below the table would be a digit of the value.
_MARKS = re.escape(FOOTNOTE_MARKS)
_NOTE_MARK = pattern(
    rf"(?<=[\d{_UNIT_ENDS}])\s*(?:[{_MARKS}]+|[\[［【〔][\d{_MARKS}]{{1,2}}[\]］】〕])\s*\Z"
)
_PLAIN = pattern(r"-?\d+")
_NOTHING = pattern(r"[-‐‑–—―−─/\\]+")
# Words that offices write into a cell. They are no labels, and no number can be made of them.
_WORDS = frozenset(
    {"无", "暂无", "空", "空白", "不涉及", "不适用", "未统计", "增", "减", "×", "*", "**", "0/0"}
)

_TO_WAN = {"元": Decimal("0.0001"), "万元": Decimal(1), "万": Decimal(1), "亿元": Decimal(10_000)}
_COUNT_UNITS = frozenset({"件", "项", "条", "个", "次", "宗", "人次", "人", "篇", "期"})
_MINUS = frozenset({"-", "−", "减", "减少"})
_SIXTH_PLACE = Decimal("0.000001")  # the export keeps money as decimal(20, 6)
_LARGEST_MONEY = Decimal(10) ** 14
_LARGEST_COUNT = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Value:
    """A cell's value; `raw` is kept unless the cell was blank or a plain integer."""

    number: int | Decimal | None
    raw: str | None = None
    readable: bool = True


BLANK = Value(None)


# Blank cells begin with one of these; & begins the entity &nbsp;.
_BLANK_STARTS = frozenset(
    "\t\n\r \xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u202f\u205f\u3000\ufeff&"
)
# Longer texts are not cached, because they hardly ever repeat.
_KEPT = 64


def _fold(text: str) -> str:
    text = text.replace("&nbsp;", " ")
    folded = unicodedata.normalize("NFKC", _NOTE_MARK.sub("", text))
    return folded.strip("\u200b\ufeff \t\r\n")


def is_blank(text: str) -> bool:
    """Whether nothing is printed in the cell."""
    return not text or (text[0] in _BLANK_STARTS and not _fold(text))


def looks_like_value(text: str) -> bool:
    """Whether a printed cell is a value and no label; blank cells and dashes are values, too."""
    return _known_to_look(text) if len(text) <= _KEPT else _looks_like_value(text)


@lru_cache(maxsize=8192)
def _known_to_look(text: str) -> bool:
    return _looks_like_value(text)


def _looks_like_value(text: str) -> bool:
    folded = _fold(text)
    return bool(
        not folded or folded in _WORDS or _NOTHING.fullmatch(folded) or _VALUE.fullmatch(folded)
    )


def read_value(text: str, kind: Kind, unit: str = "万元") -> Value:
    """The value of a printed cell, read as the kind of its column.

    unit: the unit of an amount that names none.
    """
    return _known_value(text, kind, unit) if len(text) <= _KEPT else _read_value(text, kind, unit)


@lru_cache(maxsize=8192)
def _known_value(text: str, kind: Kind, unit: str) -> Value:
    return _read_value(text, kind, unit)


def _read_value(text: str, kind: Kind, unit: str) -> Value:
    folded = _fold(text)
    if not folded:
        return BLANK
    raw = " ".join(text.replace("\u3000", " ").replace("\xa0", " ").split())
    if _NOTHING.fullmatch(folded):
        return Value(None, raw)
    match = _VALUE.fullmatch(folded)
    if match is None:
        return Value(None, raw, readable=False)
    number = _money(match, unit) if kind is Kind.MONEY else _whole(match, kind)
    if number is None:
        return Value(None, raw, readable=False)
    plain = _PLAIN.fullmatch(raw) is not None and raw.isascii()
    return Value(number, None if plain else raw)


def _whole(match: re.Match[str], kind: Kind) -> int | None:
    digits, unit, sign = match["number"].replace(",", ""), match["unit"], match["sign"]
    if "." in digits or len(digits) > 19 or (unit and unit not in _COUNT_UNITS):
        return None
    if sign == "±" and int(digits):
        return None
    if sign and kind is Kind.COUNT and sign != "-":
        return None  # 增5 is a change, not a count
    number = -int(digits) if sign in _MINUS else int(digits)
    return number if abs(number) <= _LARGEST_COUNT else None


def _money(match: re.Match[str], default: str) -> Decimal | None:
    unit, sign = match["unit"] or default, match["sign"]
    if unit not in _TO_WAN or sign not in (None, "-", "−"):
        return None
    amount = Decimal(match["number"].replace(",", "")) * _TO_WAN[unit]
    if amount >= _LARGEST_MONEY:
        return None
    amount = amount.quantize(_SIXTH_PLACE).normalize()
    if amount == amount.to_integral_value():
        amount = amount.quantize(Decimal(1))  # 300, not 3E+2
    return -amount if sign else amount
