"""Conditions over columns: written once, judged for all reports of a batch at a time.

`cell("requests.carried_in.total") > cell("requests.total_concluded.total")` is a condition. It has
three values: true, false, and unknown (null) where a blank leaves it open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
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

    def __mul__(self, other: Value | int) -> Value:
        """The product; unknown where a part is blank."""
        return _value(_product, self, other)

    def __gt__(self, other: Value | int | date) -> Condition:
        """Whether the value is greater; unknown where one of the two is blank."""
        return _condition(pc.greater, self, other)

    def __ge__(self, other: Value | int | date) -> Condition:
        """Whether the value is greater or equal."""
        return _condition(pc.greater_equal, self, other)

    def __lt__(self, other: Value | int | date) -> Condition:
        """Whether the value is less."""
        return _condition(pc.less, self, other)

    def __le__(self, other: Value | int | date) -> Condition:
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

    def is_exported(self) -> Condition:
        """Whether the export has the column, blank or not; the same for all of its reports."""

        def evaluate(batch: Columns) -> pa.Array:
            return pa.repeat(all(name in batch.columns for name in self.reads), batch.rows)

        return Condition(self.reads, evaluate)

    def looked_up_in(self, table: Mapping[str, int], otherwise: int) -> Value:
        """The number that a table has for a text; `otherwise` for other texts and for a blank."""
        texts = pa.array(list(table), pa.string())
        numbers = pa.array([*table.values(), otherwise], pa.int64())

        def evaluate(batch: Columns) -> pa.Array:
            places = pc.index_in(_as_text(self.evaluate(batch)), texts)
            return numbers.take(pc.fill_null(places, len(texts)))

        return Value(self.reads, evaluate)

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
        """Whether both are true; the second is not evaluated where the first is true of none."""
        return Condition(_reads(self, other), lambda batch: _both(self, other, batch))

    def __or__(self, other: Condition) -> Condition:
        """Whether one of the two is true."""
        return _condition(pc.or_kleene, self, other)

    def __invert__(self) -> Condition:
        """Whether it is false."""
        return Condition(self.reads, lambda batch: pc.invert(self.evaluate(batch)))

    def provided(self, other: Condition) -> Condition:
        """The condition where another one is true, and unknown where it is not."""

        def evaluate(batch: Columns) -> pa.Array:
            return pc.if_else(known(other).evaluate(batch), self.evaluate(batch), None)

        return Condition(_reads(self, other), evaluate)

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
    return _joined(Condition.__and__, conditions, empty=True)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Whether one of them is true; false if there is none."""
    return _joined(Condition.__or__, conditions, empty=False)


def sum_of(values: Iterable[Value]) -> Value:
    """The sum of one value or more; unknown where one of them is blank."""
    return reduce(add, values)


def how_many(conditions: Iterable[Condition]) -> Value:
    """How many of some conditions are true; an unknown one does not count."""
    return sum_of(Value(each.reads, _counted(each)) for each in conditions)


def judged(function: Callable[..., bool], *names: str) -> Condition:
    """Whether a function of some columns' values is true; None stands for a blank.

    For what no other condition can say: it takes about a microsecond a report.
    """

    def evaluate(batch: Columns) -> pa.Array:
        values = (_listed(batch, name) for name in names)
        return pa.array([function(*each) for each in zip(*values, strict=True)], pa.bool_())

    return Condition(names, evaluate)


def known(condition: Condition) -> Condition:
    """Whether a condition is certainly true: an unknown one counts as false."""
    return Condition(condition.reads, lambda batch: pc.fill_null(condition.evaluate(batch), False))


def _listed(batch: Columns, name: str) -> list[Any]:
    found = batch.columns.get(name)
    return [None] * batch.rows if found is None else found.to_pylist()


def _joined(join: Any, conditions: Iterable[Condition], *, empty: bool) -> Condition:
    parts = list(conditions)
    if not parts:
        return Condition((), lambda batch: pa.repeat(empty, batch.rows))
    return reduce(join, parts)


def _both(one: Condition, other: Condition, batch: Columns) -> pa.Array:
    first = one.evaluate(batch)
    if not first.null_count and not first.true_count:  # what is rare is often looked for first
        return first
    return pc.and_kleene(first, other.evaluate(batch))


def _counted(condition: Condition) -> Evaluate:
    return lambda batch: pc.fill_null(condition.evaluate(batch), False).cast(pa.int64())


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
    return function(*_without_null_types(left, right))


def _without_null_types(left: Any, right: Any) -> tuple[Any, Any]:
    """The two operands; a column that the export lacks gets the type of the other operand."""
    if _is_untyped(left):
        left = left.cast(pa.int64() if _is_untyped(right) else _type_of(right))
    return left, right.cast(left.type) if _is_untyped(right) else right


def _is_untyped(part: Any) -> bool:
    return isinstance(part, pa.Array) and pt.is_null(part.type)


def _type_of(part: Any) -> pa.DataType:
    return part.type if isinstance(part, pa.Array) else pa.scalar(part).type


def _sum(left: Any, right: Any) -> pa.Array:
    return _in_full(pc.add_checked, left, right)


def _product(left: Any, right: Any) -> pa.Array:
    return _in_full(pc.multiply_checked, left, right)


def _in_full(calculate: Any, left: Any, right: Any) -> pa.Array:
    """A sum or product, in a wider type where it does not fit: counts may be near 2^63."""
    try:
        return calculate(left, right)
    except pa.ArrowInvalid:
        return calculate(_widened(left), _widened(right))


def _widened(values: Any) -> Any:
    """Numbers as decimals of 256 bits; Arrow gives each result the digits that it needs."""
    if not isinstance(values, pa.Array):
        return values
    kind = values.type
    digits, places = (kind.precision, kind.scale) if pt.is_decimal(kind) else (19, 0)
    return values.cast(pa.decimal256(digits, places))


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
