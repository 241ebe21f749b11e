"""Conditions over columns, evaluated for all reports of a batch at a time.

`cell("requests.carried_in.total") > cell("requests.total_concluded.total")` is a condition. It has
three values: true, false, and unknown (null) where a blank leaves it open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial, reduce
from typing import Any, Protocol, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._model import arithmetic


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
    """A value of each report: a cell, another column, or a sum of them.

    `reads`: the columns that it is computed from. Comparing two values gives a `Condition`.
    """

    reads: tuple[str, ...]
    evaluate: Evaluate

    def __add__(self, other: Value | int) -> Value:
        """The sum; unknown where a part is blank."""
        return _combined(Value, partial(arithmetic.in_full, pc.add_checked), self, other)

    def __mul__(self, other: Value | int) -> Value:
        """The product; unknown where a part is blank."""
        return _combined(Value, partial(arithmetic.in_full, pc.multiply_checked), self, other)

    def __gt__(self, other: Value | int | date) -> Condition:
        """Whether the value is greater; unknown where one of the two is blank."""
        return _combined(Condition, pc.greater, self, other)

    def __ge__(self, other: Value | int | date) -> Condition:
        """Whether the value is greater or equal."""
        return _combined(Condition, pc.greater_equal, self, other)

    def __lt__(self, other: Value | int | date) -> Condition:
        """Whether the value is less."""
        return _combined(Condition, pc.less, self, other)

    def __le__(self, other: Value | int | date) -> Condition:
        """Whether the value is less or equal."""
        return _combined(Condition, pc.less_equal, self, other)

    def equals(self, other: Value | int | str) -> Condition:
        """Whether the two are equal; `==` would compare the declarations, not the values."""
        return _combined(Condition, pc.equal, self, other)

    def differs(self, other: Value | int | str) -> Condition:
        """Whether the two are not equal."""
        return _combined(Condition, pc.not_equal, self, other)

    def or_zero(self) -> Value:
        """The value, and 0 where it is blank."""
        return _mapped(Value, arithmetic.zero_for_blank, self)

    def or_else(self, other: Value) -> Value:
        """The value, and the other one where it is blank."""
        return _combined(Value, pc.coalesce, self, other)

    def where(self, condition: Condition) -> Value:
        """The value where a condition is true, and blank elsewhere."""
        return Value(
            _reads(self, condition),
            lambda batch: pc.if_else(condition.evaluate(batch), self.evaluate(batch), None),
        )

    def is_blank(self) -> Condition:
        """Whether nothing was printed; never unknown."""
        return _mapped(Condition, pc.is_null, self)

    def is_exported(self) -> Condition:
        """Whether the export has the column, blank or not; the same for all of its reports."""

        def evaluate(batch: Columns) -> pa.Array:
            return pa.repeat(all(name in batch.columns for name in self.reads), batch.rows)

        return Condition(self.reads, evaluate)

    def looked_up_in(self, table: Mapping[str, int], otherwise: int) -> Value:
        """The number that a table has for a text; `otherwise` for other texts and for a blank."""
        texts = pa.array(list(table), pa.string())
        numbers = pa.array([*table.values(), otherwise], pa.int64())

        def look_up(values: pa.Array) -> pa.Array:
            places = pc.index_in(arithmetic.as_text(values), texts)
            return numbers.take(pc.fill_null(places, len(texts)))

        return _mapped(Value, look_up, self)

    def is_one_of(self, values: Iterable[str]) -> Condition:
        """Whether a text is one of these; unknown where it is blank."""
        listed = pa.array(list(values), pa.string())

        def is_listed(values: pa.Array) -> pa.Array:
            texts = arithmetic.as_text(values)
            return pc.if_else(pc.is_valid(texts), pc.is_in(texts, listed), None)

        return _mapped(Condition, is_listed, self)

    def matches(self, pattern: str) -> Condition:
        """Whether a text holds a match of an RE2 pattern; unknown where it is blank."""
        return _mapped(
            Condition,
            lambda values: pc.match_substring_regex(arithmetic.as_text(values), pattern),
            self,
        )

    def year(self) -> Value:
        """The year of a date."""
        return _mapped(Value, partial(arithmetic.part_of_date, pc.year), self)

    def month(self) -> Value:
        """The month of a date, 1 to 12."""
        return _mapped(Value, partial(arithmetic.part_of_date, pc.month), self)

    def day(self) -> Value:
        """The day of a date within its month."""
        return _mapped(Value, partial(arithmetic.part_of_date, pc.day), self)


@dataclass(frozen=True, eq=False)
class Condition:
    """A condition that is true, false or unknown of each report.

    `reads`: the columns that it is computed from. Conditions are joined with `&`, `|` and `~`; the
    result is unknown if one part is unknown and the other one does not decide it. `parts`: the
    conditions that all have to be true, if it is made of such.
    """

    reads: tuple[str, ...]
    evaluate: Evaluate
    parts: tuple[Condition, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        """Whether both are true; the second is not evaluated where the first is true of none."""
        both = (self, other)
        return Condition(_reads(*both), lambda batch: _both(*both, batch), both)

    def __or__(self, other: Condition) -> Condition:
        """Whether one of the two is true."""
        return _combined(Condition, pc.or_kleene, self, other)

    def __invert__(self) -> Condition:
        """Whether it is false."""
        return _mapped(Condition, pc.invert, self)

    def provided(self, other: Condition) -> Condition:
        """The condition where another one is true, and unknown where it is not."""

        def evaluate(batch: Columns) -> pa.Array:
            return pc.if_else(known(other).evaluate(batch), self.evaluate(batch), None)

        return Condition(_reads(self, other), evaluate)

    def __bool__(self) -> bool:
        """Raises TypeError: `and`, `or` and `not` cannot join conditions."""
        raise TypeError("join conditions with & | ~, not with and, or, not")


Declared = TypeVar("Declared", Value, Condition)


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
    parts = tuple(conditions)
    return replace(_folded(Condition, _both, parts, empty=True), parts=parts)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Whether one of them is true; false if there is none."""
    return _folded(Condition, partial(_applied, pc.or_kleene), conditions, empty=False)


def sum_of(values: Iterable[Value]) -> Value:
    """The sum of the values; unknown where one of them is blank, and 0 if there is none."""
    add = partial(_applied, partial(arithmetic.in_full, pc.add_checked))
    return _folded(Value, add, values, empty=0)


def how_many(conditions: Iterable[Condition]) -> Value:
    """How many of some conditions are true; an unknown one does not count."""
    return sum_of(
        _mapped(Value, lambda values: values.cast(pa.int64()), known(each)) for each in conditions
    )


def judged(function: Callable[..., bool], *names: str) -> Condition:
    """Whether a function of some columns' values is true; None stands for a blank.

    For conditions that cannot be expressed otherwise: it takes about a microsecond a report.
    """

    def evaluate(batch: Columns) -> pa.Array:
        values = (column(name).evaluate(batch).to_pylist() for name in names)
        return pa.array([function(*each) for each in zip(*values, strict=True)], pa.bool_())

    return Condition(names, evaluate)


def known(condition: Condition) -> Condition:
    """Whether a condition is certainly true: an unknown one counts as false."""
    return _mapped(Condition, lambda values: pc.fill_null(values, False), condition)


def _both(one: Any, other: Condition, batch: Columns) -> pa.Array:
    first = one.evaluate(batch) if isinstance(one, Condition) else one
    if not first.null_count and not first.true_count:  # the first condition is often a rare one
        return first
    return pc.and_kleene(first, other.evaluate(batch))


def _mapped(kind: type[Declared], function: Any, one: Value | Condition) -> Declared:
    """A value or condition: what a function of Arrow makes of one operand."""
    return kind(one.reads, lambda batch: function(one.evaluate(batch)))


def _combined(kind: type[Declared], function: Any, one: Any, other: Any) -> Declared:
    """A value or condition: what a function of Arrow makes of two operands."""
    return kind(_reads(one, other), lambda batch: _applied(function, one, other, batch))


def _folded(
    kind: type[Declared], step: Any, operands: Iterable[Declared], *, empty: Any
) -> Declared:
    """A value or condition: what a function of values, operand and batch makes of all, in turn."""
    parts = list(operands)
    if not parts:
        return kind((), lambda batch: pa.repeat(empty, batch.rows))

    def evaluate(batch: Columns) -> pa.Array:
        first = parts[0].evaluate(batch)
        return reduce(lambda found, part: step(found, part, batch), parts[1:], first)

    return kind(_reads(*parts), evaluate)


def _reads(*operands: Any) -> tuple[str, ...]:
    declared = (one.reads for one in operands if isinstance(one, (Value, Condition)))
    return tuple(dict.fromkeys(name for reads in declared for name in reads))


def _applied(function: Any, one: Any, other: Any, batch: Columns) -> pa.Array:
    left, right = (
        part.evaluate(batch) if isinstance(part, (Value, Condition)) else part
        for part in (one, other)
    )
    return function(*arithmetic.with_common_type(left, right))
