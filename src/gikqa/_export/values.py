"""Make clean columns of what an export holds; what does not fit is set apart, never guessed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from gikqa._export.export_schema import EXTRACTION, OPTIONAL, REQUIRED, SECTIONS, TEXT_MAP
from gikqa.editions import Kind

INT64_MAX = 2**63 - 1
MONEY_LIMIT = 10**14
"""An export's decimal128(20, 6) holds amounts below this."""
_INT64 = pa.int64()
_WIDE = pa.decimal256(76, 0)
HUGE = 2**57
"""A sum of 63 values below this fits in int64; larger ones are added as Python integers."""


@dataclass(frozen=True)
class Cleaned:
    """A cell column in its own type, and the rows whose value is out of its domain.

    `values`: int64 or decimal; null where blank or out of domain.
    `offenders`: (row, value as the export has it).
    `huge`: whether some value is so large that sums of them could leave int64.
    """

    values: pa.Array
    offenders: tuple[tuple[int, str], ...] = ()
    huge: bool = False


def is_text(kind: pa.DataType) -> bool:
    """Whether the type is one of Arrow's types for text."""
    if pt.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(pt.is_string(kind) or pt.is_large_string(kind) or pt.is_string_view(kind))


def is_number(kind: pa.DataType) -> bool:
    """Whether the type can hold a count: integers, floats, decimals, or nothing at all."""
    return bool(
        pt.is_integer(kind) or pt.is_floating(kind) or pt.is_decimal(kind) or pt.is_null(kind)
    )


def is_map(kind: pa.DataType) -> bool:
    """Whether the type is a map of texts, or the list of pairs that other libraries export."""
    if pt.is_map(kind):
        return _may_be_text(kind.key_type) and _may_be_text(kind.item_type)
    if not is_list(kind):
        return False
    pair = kind.value_type
    if pt.is_struct(pair):
        return pair.num_fields == 2 and all(_may_be_text(field.type) for field in pair)
    return is_list(pair) and _may_be_text(pair.value_type)


def is_sections(kind: pa.DataType) -> bool:
    """Whether the type is a list of sections."""
    if not is_list(kind) or not pt.is_struct(kind.value_type):
        return False
    kinds = {field.name: field.type for field in kind.value_type}
    if not {"number", "heading", "text"} <= kinds.keys():
        return False
    whole = pt.is_integer(kinds["number"]) or pt.is_null(kinds["number"])
    return bool(whole and _may_be_text(kinds["heading"]) and _may_be_text(kinds["text"]))


def is_date(kind: pa.DataType) -> bool:
    """Whether the type is a date, or a timestamp that can be read as one."""
    return bool(pt.is_date(kind) or pt.is_timestamp(kind))


def _may_be_text(kind: pa.DataType) -> bool:
    return is_text(kind) or bool(pt.is_null(kind))


def is_list(kind: pa.DataType) -> bool:
    """Whether the type is one of Arrow's types for lists of any length."""
    return bool(pt.is_list(kind) or pt.is_large_list(kind) or pt.is_list_view(kind))


def as_text(column: pa.Array) -> pa.Array:
    """The column as `string`, from any type of text."""
    return column if pt.is_string(column.type) else column.cast(pa.string())


def as_cells(column: pa.Array, kind: Kind) -> Cleaned:
    """Counts as int64, money as decimal; any other value becomes null and an offender."""
    if kind is not Kind.MONEY and column.type == _INT64 and _within_reach(column):
        return Cleaned(column)
    # The narrow types lack most functions.
    if pt.is_float16(column.type):
        column = column.cast(pa.float32())
    elif pt.is_decimal32(column.type) or pt.is_decimal64(column.type):
        column = column.cast(pa.decimal128(column.type.precision, column.type.scale))
    values, bad = _as_money(column) if kind is Kind.MONEY else _as_whole(column)
    span = pc.min_max(values)
    smallest, largest = span["min"].as_py() or 0, span["max"].as_py() or 0
    if kind is not Kind.SIGNED and smallest < 0:
        negative = pc.less(values, pa.scalar(0, values.type))
        bad = negative if bad is None else pc.or_kleene(bad, negative)
        values, smallest = _without(values, negative), 0
    huge = kind is not Kind.MONEY and (largest >= HUGE or smallest <= -HUGE)
    return Cleaned(values, _offenders(column, bad), huge)


def _as_whole(column: pa.Array) -> tuple[pa.Array, pa.Array | None]:
    """The values as int64, and which of them are no whole numbers."""
    bad = _not_whole(column)
    whole = column if bad is None else _without(column, bad)
    return whole if whole.type == _INT64 else whole.cast(_INT64), bad


def _not_whole(column: pa.Array) -> pa.Array | None:
    """Boolean column: which values are no whole numbers of 64 bits; None if all of them are."""
    kind = column.type
    if pt.is_signed_integer(kind) or pt.is_null(kind):
        return None
    if pt.is_unsigned_integer(kind):
        return pc.greater(column, pa.scalar(INT64_MAX, pa.uint64()))
    if pt.is_floating(kind):
        # Above 2^53 a float cannot hold every whole number: the value is unknown.
        exact = pc.and_(pc.equal(pc.floor(column), column), pc.less_equal(pc.abs(column), 2.0**53))
        return pc.invert(pc.and_(exact, pc.is_finite(column)))
    cut = pc.trunc(column)
    # The widest type: a common type of the column's and the limit's could be too wide for any.
    large = pc.greater(pc.abs(cut.cast(_WIDE)), pa.scalar(Decimal(INT64_MAX), _WIDE))
    return pc.or_(pc.not_equal(cut, column), large)


def _within_reach(column: pa.Array) -> bool:
    """Whether a column has no blank, no negative and no huge value.

    The bits of all values joined by "or" say so; bounds would take two comparisons a value.
    """
    if column.null_count or not len(column):
        return False
    return 0 <= int(np.bitwise_or.reduce(column.to_numpy())) < HUGE


def _as_money(column: pa.Array) -> tuple[pa.Array, pa.Array | None]:
    """The values as decimals, and which of them are no amounts."""
    kind = column.type
    if pt.is_null(kind):
        return column.cast(_money_type(0)), None
    if pt.is_floating(kind):
        bad = pc.invert(pc.and_(pc.is_finite(column), pc.less(pc.abs(column), float(MONEY_LIMIT))))
        # A float has no exact decimals; six of them are what an export can hold.
        rounded = pc.round(_without(column, bad).cast(pa.float64()), ndigits=6)
        return rounded.cast(_money_type(0), safe=False), bad
    places = getattr(kind, "scale", 0)
    wide = column.cast(pa.decimal256(76, places))
    bad = pc.greater_equal(pc.abs(wide), pa.scalar(Decimal(MONEY_LIMIT), wide.type))
    return _without(wide, bad).cast(_money_type(places), safe=False), bad


def _money_type(places: int) -> pa.DataType:
    """A decimal with six places or more; 14 of its 38 digits are for the largest amount."""
    return pa.decimal128(38, min(max(places, 6), 24))


def _without(column: pa.Array, bad: pa.Array) -> pa.Array:
    """The column with nulls where `bad` is true."""
    return pc.if_else(pc.fill_null(bad, False), pa.scalar(None, column.type), column)


def _offenders(column: pa.Array, bad: pa.Array | None) -> tuple[tuple[int, str], ...]:
    if bad is None:
        return ()
    rows = np.flatnonzero(pc.fill_null(bad, False).to_numpy(zero_copy_only=False))
    return tuple((int(row), _spell(column[int(row)].as_py())) for row in rows)


def _spell(value: int | float | Decimal) -> str:
    """The number as text; the same for every type that can hold it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if isinstance(value, Decimal) and "." in text else text


_READABLE: dict[pa.DataType, tuple[Callable[[pa.DataType], bool], str]] = {
    pa.string(): (is_text, "string"),
    pa.int32(): (is_number, "int32"),
    pa.date32(): (is_date, "date32"),
    SECTIONS: (is_sections, "list<struct<number, heading, text>>"),
    TEXT_MAP: (is_map, "map<string, string>"),
    EXTRACTION: (pt.is_struct, "struct"),
}
CHECKS = {name: _READABLE[kind] for name, kind in (REQUIRED | OPTIONAL).items()}
"""Column of a report → (test of the type, the type that an export has there)."""


def accepts_type(name: str, kind: pa.DataType) -> bool:
    """Whether a column of this type can be read as the report column `name`."""
    test, _ = CHECKS[name]
    return bool(pt.is_null(kind)) or test(kind)


DATES = tuple(name for name, (test, _) in CHECKS.items() if test is is_date)
"""The columns of a report that hold dates."""

SPAN = f"{date.min}–{date.max}"
"""The days that Python, and so a rule, can handle."""

_EPOCH = date(1970, 1, 1).toordinal()
_FIRST, _LAST = date.min.toordinal() - _EPOCH, date.max.toordinal() - _EPOCH
_A_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_DAY = 86_400
_IN_SHANGHAI = 8 * 3_600
"""China's only zone since September 1991; an offset, since not every system has a zone database."""


def as_dates(column: pa.Array) -> Cleaned:
    """The column as date32; a day that Python cannot handle is null and an offender.

    A timestamp without a zone is read as it is. With a zone, whichever it is, the value is an
    instant, and the day is the one in China: its midnight is
    stored as 16:00 UTC of the day before.
    """
    kind = column.type
    if pt.is_null(kind):
        return Cleaned(column.cast(pa.date32()))
    unit = "D" if pt.is_date32(kind) else getattr(kind, "unit", "ms")  # date64 has milliseconds
    stored = column.cast(pa.int32() if unit == "D" else pa.int64())
    there = column.is_valid().to_numpy(zero_copy_only=False)
    values = numbers = pc.fill_null(stored, 0).to_numpy()
    if unit != "D":
        in_china = _IN_SHANGHAI if getattr(kind, "tz", None) else 0
        numbers = (values // _A_SECOND[unit] + in_china) // _DAY
    good = there & (numbers >= _FIRST) & (numbers <= _LAST)
    fit = pa.array(np.where(good, numbers, 0).astype(np.int32), mask=~good)
    spelt = values.astype(f"datetime64[{unit}]")
    bad = np.flatnonzero(there & ~good).tolist()
    offenders = tuple((row, f"{kind}: {spelt[row]}") for row in bad)
    return Cleaned(fit.cast(pa.date32()), offenders)
