"""A stretch of text, a quantity, and a list of parts with their total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = int | Decimal


class Scope(StrEnum):
    """The time that a quantity refers to, relative to the report year."""

    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    NEXT_YEAR = "next_year"
    OTHER_YEAR = "other_year"
    CUMULATIVE = "cumulative"
    NONE = "none"


class Relation(StrEnum):
    """The relation of a quantity to the one before it."""

    WHOLE = "whole"
    PART = "part"
    INCLUDING = "including"
    SHARE = "share"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in code points; `end` is one past the last."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of the stretch."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts or measures something, with the meaning of the words around it.

    value: exact as printed, 万 and 亿 multiplied out (80.5万人次 is 805000), percentages in
        percent (12.3% is Decimal("12.3")), money in `unit` (16.31万元 is Decimal("16.31")).
        For a range it is the lower end. A fraction such as 三分之一 has `unit` "分之" and
        28 digits.
    low, high: inclusive bounds if the words make the number vague, None where open; both None
        if it is exact. 余 and 多 reach to the next value of the last digit that is not zero
        (100余: 100-199, 220多: 220-229), 近 down to nine tenths, 约 a tenth to both sides.
    step: the value of one unit in the last printed digit (1000 in 80.5万): a rounded number can
        differ from the true one by less than that.
    places: decimals printed, before 万 and 亿 are multiplied out.
    unit: canonical, None if there is none; `noun` and `verb` are canonical too, or None.
    clause_verb: the verb if it is in the same clause; `verb` may be that of an earlier one.
    start, end: code points of the whole expression (约120余条); number_start and number_end
        those of the number with 万, 亿, 余.
    """

    value: Number
    low: Number | None
    high: Number | None
    unit: str | None
    start: int
    end: int
    number_start: int
    number_end: int
    text: str
    noun: str | None
    verb: str | None
    scope: Scope
    relation: Relation
    places: int
    step: Number
    yuan: Number | None
    clause_verb: str | None = None

    @property
    def is_percent(self) -> bool:
        """Whether the value is in percent; 百分点 are not, ‰ are not."""
        return self.unit == "%"

    @property
    def is_vague(self) -> bool:
        """Whether the words give bounds instead of one value."""
        return self.low is not None or self.high is not None

    @property
    def bounds(self) -> tuple[Number | None, Number | None]:
        """The least and the greatest value that the words allow, None where open."""
        return (self.low, self.high) if self.is_vague else (self.value, self.value)

    def agrees_with(self, value: Number) -> bool:
        """Whether `value`, in the same unit, can be what the words mean.

        Vague words: within the bounds, both inclusive. Otherwise equal; a number printed with
        万 or 亿 may also have been rounded half up or cut off at its last printed digit, as
        may one with decimals.
        """
        if self.is_vague:
            above = self.low is None or value >= self.low
            return above and (self.high is None or value <= self.high)
        if value == self.value:
            return True
        if self.step == 1:
            return False
        return -Decimal(self.step) / 2 <= Decimal(value) - Decimal(self.value) < self.step


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A total and the parts that are listed for it.

    closed: the list claims to be complete. False if 等, 主要, 如, 含 or 涉及 open it, if it has
        one part only, if its parts overlap by their words or differ in unit, or if the text
        leaves open where it ends.
    labels: what each part is called, "" if nothing is said; as long as `parts`.
    shares: the percentage given with each part, or None; as long as `parts`.
    repeated: names that occur more than once.
    marker: the word or mark that opens the list, as printed: 其中, 包括, ：, （ and so on.
    start, end: code points, from the total to the last part or its share.
    """

    total: Quantity
    parts: tuple[Quantity, ...]
    closed: bool
    marker: str
    start: int
    end: int
    labels: tuple[str, ...]
    shares: tuple[Quantity | None, ...]
    repeated: tuple[str, ...]
    mixed_units: bool

    @property
    def sum(self) -> Number:
        """The sum of the parts as printed."""
        return sum((part.value for part in self.parts), 0)

    @property
    def adds_up(self) -> bool:
        """Whether the parts can make the total, with vague numbers at any value in their bounds."""
        least, most = self.total.bounds
        low, high = _sum(p.bounds[0] for p in self.parts), _sum(p.bounds[1] for p in self.parts)
        return not (
            (most is not None and (low or 0) > most)
            or (least is not None and high is not None and high < least)
        )

    @property
    def exceeds(self) -> bool:
        """Whether the least sum of the parts is more than the greatest total."""
        most = self.total.bounds[1]
        return most is not None and sum(p.bounds[0] or 0 for p in self.parts) > most


def _sum(values: Iterable[Number | None]) -> Number | None:
    """The sum, None if one of them is open."""
    total: Number = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total
