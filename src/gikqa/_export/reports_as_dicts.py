"""Read reports that are dicts, as `json.load` gives them, as batches in the flat layout."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import pyarrow as pa

from gikqa._export.export_schema import OPTIONAL, REQUIRED, cell_type
from gikqa._export.stream_source import StreamSource
from gikqa.editions import Cell
from gikqa.errors import InputError

_TOGETHER = 2_048
"""Reports of an iterator that become one table."""

Row = Mapping[str, Any]


def read_dicts(
    rows: Iterable[Any], cells: Mapping[str, Cell]
) -> Iterator[StreamSource | InputError]:
    """Tables of the reports, and an error for each element that is no report, in its place.

    Cells are keys by their path, or nested; dates may be ISO texts, maps may be dicts.
    """
    kinds = {**REQUIRED, **OPTIONAL} | {path: cell_type(cell) for path, cell in cells.items()}
    tables = {path.partition(".")[0] for path in cells}
    remaining = iter(rows)
    while some := list(islice(remaining, _TOGETHER)):
        flat = [_flat(row, tables) if isinstance(row, Mapping) else row for row in some]
        good = [row for row in flat if isinstance(row, dict)]
        yield from _sources(good, kinds)
        others = dict.fromkeys(type(row).__name__ for row in flat if not isinstance(row, dict))
        yield from (InputError.worded("unreadable kind", kind=kind) for kind in others)


def _sources(
    rows: Sequence[dict[str, Any]], kinds: Mapping[str, pa.DataType]
) -> Iterator[StreamSource | InputError]:
    """One table of all rows, or tables of those that fit and an error for each other one."""
    if not rows:
        return
    keys = dict.fromkeys(key for row in rows for key in row)
    columns: dict[str, pa.Array] = {}
    try:
        for key in keys:
            columns[key] = _column([row.get(key) for row in rows], kinds.get(key))
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        if len(rows) > 1:
            half = len(rows) // 2
            yield from _sources(rows[:half], kinds)
            yield from _sources(rows[half:], kinds)
            return
        name, value = str(rows[0].get("report_id", "")), repr(rows[0][key])[:100]
        expected = kinds.get(key, "one type")
        reason = str(error).splitlines()[0]
        yield InputError.worded(
            "unreadable dict", name=name, key=key, value=value, expected=expected, reason=reason
        )
        return
    yield StreamSource(pa.table(columns), "<dict>")


def _column(values: Sequence[Any], kind: pa.DataType | None) -> pa.Array:
    if kind is not None and pa.types.is_date(kind):
        values = [
            date.fromisoformat(value) if isinstance(value, str) else value for value in values
        ]
    if kind is not None and pa.types.is_map(kind):
        values = [list(value.items()) if isinstance(value, Mapping) else value for value in values]
    return pa.array(values, kind)


def _flat(row: Row, tables: set[str]) -> dict[str, Any]:
    """The report with nested tables and rows opened: `requests.granted.total`."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if key in tables and isinstance(value, Mapping):
            for name, part in value.items():
                if isinstance(part, Mapping):
                    flat |= {f"{key}.{name}.{column}": cell for column, cell in part.items()}
                else:
                    flat[f"{key}.{name}"] = part
        else:
            flat[str(key)] = value
    return flat
