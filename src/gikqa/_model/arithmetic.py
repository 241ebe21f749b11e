"""Arithmetic of Arrow columns that an export may lack, and of counts near the end of int64.

A column that the export lacks is an array of Arrow's null type.
"""

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt


def spelled(value: Any) -> str:
    """A value as people write it: a decimal without zeros at its end."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def with_common_type(left: Any, right: Any) -> tuple[Any, Any]:
    """The two operands; a column that the export lacks gets the type of the other operand."""
    if _is_untyped(left):
        left = left.cast(pa.int64() if _is_untyped(right) else _type_of(right))
    return left, right.cast(left.type) if _is_untyped(right) else right


def _is_untyped(part: Any) -> bool:
    return isinstance(part, pa.Array) and pt.is_null(part.type)


def _type_of(part: Any) -> pa.DataType:
    return part.type if isinstance(part, pa.Array) else pa.scalar(part).type


def in_full(calculate: Any, left: Any, right: Any) -> pa.Array:
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


def zero_for_blank(values: pa.Array) -> pa.Array:
    if pt.is_null(values.type):
        return pa.repeat(0, len(values))
    return pc.fill_null(values, 0) if values.null_count else values


def as_text(values: pa.Array) -> pa.Array:
    return values.cast(pa.string()) if pt.is_null(values.type) else values


def part_of_date(part: Any, dates: pa.Array) -> pa.Array:
    return pa.nulls(len(dates), pa.int64()) if pt.is_null(dates.type) else part(dates)
