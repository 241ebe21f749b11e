"""Make days of what an export holds as dates: date32, date64, or timestamps as pandas has them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from gikqa._export.values import CHECKS, Cleaned, is_date

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
