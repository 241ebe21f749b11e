"""Conditions over columns: written once, judged for all reports of a batch at a time.

`cell("requests.carried_in.total") > cell("requests.total_concluded.total")` is a condition. It has
three values: true, false, and unknown (null) where a blank leaves it open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt


class Columns(Protocol):
    """The columns of some reports, one row each."""

    @property
    def rows(self) -> int:
        """How many reports there are."""

    @property
    def columns(self) -> Mapping[str, pa.Array]:
        """Column name → values; a column that the export lacks is absent."""


Evaluate = Callable[[Any], pa.Array]
"""Columns of a batch → one value a report, null where it is unknown."""


@dataclass(frozen=True, eq=False)
class Value:
    """A value that every report has: a cell, another column, or a sum of them.

    `reads`: the columns that it is made of. Comparing two values gives a `Condition`.
    """

    reads: tuple[str, ...]
    evaluate: Evaluate

    def __add__(self, other: Value | int) -> Value:
        """The sum; unknown where a part is blank."""
        return _value(_sum, self, other)

    def __mul__(self, factor: int) -> Value:
        """A multiple of the value."""
        return _value(_product, self, factor)

    def __gt__(self, other: Value | int) -> Condition:
        """Whether the value is greater; unknown where one of the two is blank."""
        return _condition(pc.greater, self, other)

    def __ge__(self, other: Value | int) -> Condition:
        """Whether the value is greater or equal."""
        return _condition(pc.greater_equal, self, other)

    def __lt__(self, other: Value | int) -> Condition:
        """Whether the value is less."""
        return _condition(pc.less, self, other)

    def __le__(self, other: Value | int) -> Condition:
        """Whether the value is less or equal."""
        return _condition(pc.less_equal, self, other)

    def equals(self, other: Value | int | str) -> Condition:
        """Whether the two are equal; `==` would compare the declarations, not the values."""
        return _condition(pc.equal, self, other)

    def differs(self, other: Value | int | str) -> Condition:
        """Whether the two are not equal."""
        return _condition(pc.not_equal, self, other)

    def or_zero(self) -> Value:
        """The value, and 0 where it is blank."""
        return Value(self.reads, lambda batch: _filled(self.evaluate(batch)))

    def or_else(self, other: Value) -> Value:
        """The value, and the other one where it is blank."""
        return _value(pc.coalesce, self, other)

    def where(self, condition: Condition) -> Value:
        """The value where a condition is true, and blank elsewhere."""
        return Value(
            _reads(self, condition),
            lambda batch: pc.if_else(condition.evaluate(batch), self.evaluate(batch), None),
        )

    def is_blank(self) -> Condition:
        """Whether nothing was printed; never unknown."""
        return Condition(self.reads, lambda batch: pc.is_null(self.evaluate(batch)))

    def is_one_of(self, values: Iterable[str]) -> Condition:
        """Whether a text is one of these; unknown where it is blank."""
        listed = pa.array(list(values), pa.string())

        def evaluate(batch: Columns) -> pa.Array:
            texts = _as_text(self.evaluate(batch))
            return pc.if_else(pc.is_valid(texts), pc.is_in(texts, listed), None)

        return Condition(self.reads, evaluate)

    def matches(self, pattern: str) -> Condition:
        """Whether a text holds a match of an RE2 pattern; unknown where it is blank."""
        return Condition(
            self.reads,
            lambda batch: pc.match_substring_regex(_as_text(self.evaluate(batch)), pattern),
        )

    def year(self) -> Value:
        """The year of a date."""
        return Value(self.reads, lambda batch: _part_of_date(pc.year, self.evaluate(batch)))

    def month(self) -> Value:
        """The month of a date, 1 to 12."""
        return Value(self.reads, lambda batch: _part_of_date(pc.month, self.evaluate(batch)))

    def day(self) -> Value:
        """The day of a date within its month."""
        return Value(self.reads, lambda batch: _part_of_date(pc.day, self.evaluate(batch)))


@dataclass(frozen=True, eq=False)
class Condition:
    """A statement that is true, false or unknown of every report.

    `reads`: the columns that it is made of. Conditions are joined with `&`, `|` and `~`; an unknown
    part leaves the whole unknown unless the other part decides it.
    """

    reads: tuple[str, ...]
    evaluate: Evaluate

    def __and__(self, other: Condition) -> Condition:
        """Whether both are true."""
        return _condition(pc.and_kleene, self, other)

    def __or__(self, other: Condition) -> Condition:
        """Whether one of the two is true."""
        return _condition(pc.or_kleene, self, other)

    def __invert__(self) -> Condition:
        """Whether it is false."""
        return Condition(self.reads, lambda batch: pc.invert(self.evaluate(batch)))

    def __bool__(self) -> bool:
        """Refused: a declaration has no truth of its own, and `and` would ask for it."""
        raise TypeError("join conditions with & | ~, not with and, or, not")


def cell(path: str) -> Value:
    """The count or amount in a cell, by its cell path; blank where nothing usable was printed."""
    return column(path)


def column(name: str) -> Value:
    """The values of a column, null where it is blank or where the export lacks it."""

    def evaluate(batch: Columns) -> pa.Array:
        found = batch.columns.get(name)
        return pa.nulls(batch.rows) if found is None else found

    return Value((name,), evaluate)


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Whether all of them are true; true if there is none."""
    return _joined(pc.and_kleene, conditions, empty=True)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Whether one of them is true; false if there is none."""
    return _joined(pc.or_kleene, conditions, empty=False)


def known(condition: Condition) -> Condition:
    """Whether a condition is certainly true: an unknown one counts as false."""
    return Condition(condition.reads, lambda batch: pc.fill_null(condition.evaluate(batch), False))


def _joined(join: Any, conditions: Iterable[Condition], *, empty: bool) -> Condition:
    parts = list(conditions)
    if not parts:
        return Condition((), lambda batch: pa.repeat(empty, batch.rows))
    whole = parts[0]
    for part in parts[1:]:
        whole = _condition(join, whole, part)
    return whole


def _condition(compare: Any, one: Any, other: Any) -> Condition:
    return Condition(_reads(one, other), lambda batch: _applied(compare, one, other, batch))


def _value(combine: Any, one: Any, other: Any) -> Value:
    return Value(_reads(one, other), lambda batch: _applied(combine, one, other, batch))


def _reads(*operands: Any) -> tuple[str, ...]:
    declared = (one.reads for one in operands if isinstance(one, (Value, Condition)))
    return tuple(dict.fromkeys(name for reads in declared for name in reads))


def _applied(function: Any, one: Any, other: Any, batch: Columns) -> pa.Array:
    left, right = (
        part.evaluate(batch) if isinstance(part, (Value, Condition)) else part
        for part in (one, other)
    )
    if any(isinstance(part, pa.Array) and pt.is_null(part.type) for part in (left, right)):
        kind = pa.bool_() if isinstance(one, Condition) else pa.int64()
        left, right = (
            part.cast(kind) if isinstance(part, pa.Array) and pt.is_null(part.type) else part
            for part in (left, right)
        )
    return function(left, right)


def _sum(left: Any, right: Any) -> pa.Array:
    try:
        return pc.add_checked(left, right)
    except pa.ArrowInvalid:  # counts near 2^63
        return pc.add_checked(_wide(left), _wide(right))


def _product(left: Any, right: Any) -> pa.Array:
    try:
        return pc.multiply_checked(left, right)
    except pa.ArrowInvalid:
        return pc.multiply_checked(_wide(left), right)


def _wide(values: Any) -> Any:
    return values.cast(pa.decimal128(38, 0)) if isinstance(values, pa.Array) else values


def _filled(values: pa.Array) -> pa.Array:
    return (
        pa.array([0] * len(values), pa.int64())
        if pt.is_null(values.type)
        else (pc.fill_null(values, 0) if values.null_count else values)
    )


def _as_text(values: pa.Array) -> pa.Array:
    return values.cast(pa.string()) if pt.is_null(values.type) else values


def _part_of_date(part: Any, dates: pa.Array) -> pa.Array:
    return pa.nulls(len(dates), pa.int64()) if pt.is_null(dates.type) else part(dates)
