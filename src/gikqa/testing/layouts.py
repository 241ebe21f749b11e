"""Rows as the three layouts that an export can have: flat, nested, and a folder of long tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gikqa._export.export_schema import OPTIONAL, REQUIRED, cell_type, flat_schema
from gikqa.editions import Edition, load_editions
from gikqa.testing.construction import Column

REPORT_COLUMNS = frozenset({*REQUIRED, *OPTIONAL})


def export_table(
    rows: Sequence[Mapping[str, Any]], editions: Iterable[Edition] | None = None
) -> pa.Table:
    """Rows in the flat layout: the columns of a report, then one column a cell.

    Holds the cells of each edition (built-in ones by default) that governs the year of a row, or
    that a row has other cells of. A column that a row does not name is null there. Raises KeyError
    for a name that is no column.
    """
    known = list(load_editions().values() if editions is None else editions)
    years = {row["year"] for row in rows} - {None}
    present = [edition for edition in known if any(edition.governs(year) for year in years)]
    unnamed = {name for row in rows for name in row} - set(flat_schema(present).names)
    present += [edition for edition in known if unnamed & edition.cells.keys()]
    schema = flat_schema(present)
    if unknown := unnamed - set(schema.names):
        raise KeyError(f"no column of the export: {sorted(unknown)}")
    return pa.Table.from_pylist(rows, schema=schema)


def cell_arrays(edition: Edition, columns: Mapping[str, Column]) -> dict[str, pa.Array]:
    """`valid_columns` as Arrow columns with the types of the flat layout."""
    # decimal128(20, 6) cannot take every int64, so the cast goes through a wider type.
    wide = pa.decimal128(25, 6)
    arrays = {path: pa.array(column) for path, column in columns.items()}
    types = {path: cell_type(edition.cells[path]) for path in columns}
    return {
        path: array if types[path] == pa.int64() else array.cast(wide).cast(types[path])
        for path, array in arrays.items()
    }


def as_nested(table: pa.Table) -> pa.Table:
    """A flat table with one struct column a statutory table: structs of rows, of cells."""
    columns = {name: table[name] for name in table.column_names if name in REPORT_COLUMNS}
    for key, rows in _cells_by_table(table).items():
        columns[key] = _struct(
            {
                row: _struct({column: table[path] for column, path in cells.items()})
                for row, cells in rows.items()
            }
        )
    return pa.table(columns)


def write_tables(table: pa.Table, folder: Path) -> None:
    """A flat table as a folder of long Parquet tables, the way a database exports it.

    `reports.parquet` has the columns of a report, `sections.parquet` one row a section, and each
    statutory table one row a report and printed row, with one column for each column key; it is
    null where a printed row has no such column. A row without any value is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in table.column_names if name in REPORT_COLUMNS - {"sections"}]
    pq.write_table(table.select(names), folder / "reports.parquet")
    if "sections" in table.column_names:
        pq.write_table(_long_sections(table), folder / "sections.parquet")
    for key, rows in _cells_by_table(table).items():
        parts = [_long_row(table, row, cells) for row, cells in rows.items()]
        long = pa.concat_tables(parts, promote_options="permissive").sort_by("position")
        pq.write_table(long.drop_columns("position"), folder / f"{key}.parquet")


def _cells_by_table(table: pa.Table) -> dict[str, dict[str, dict[str, str]]]:
    """Table → row → column → cell path, of the cells that the flat table has."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path in table.column_names:
        if path not in REPORT_COLUMNS:
            key, row, column = path.split(".")
            found.setdefault(key, {}).setdefault(row, {})[column] = path
    return found


def _struct(fields: Mapping[str, pa.ChunkedArray | pa.Array]) -> pa.Array:
    arrays = [
        field.combine_chunks() if isinstance(field, pa.ChunkedArray) else field
        for field in fields.values()
    ]
    return pa.StructArray.from_arrays(arrays, names=list(fields))


def _long_row(table: pa.Table, row: str, cells: Mapping[str, str]) -> pa.Table:
    """One printed row of every report that has a value in it; `position` is the report's place."""
    filled = np.zeros(table.num_rows, dtype=bool)
    for path in cells.values():
        filled |= table[path].is_valid().to_numpy()
    places = np.flatnonzero(filled)
    kept = table.take(pa.array(places))
    return pa.table(
        {
            "position": pa.array(places),
            "report_id": kept["report_id"],
            "row": pa.array([row] * len(places), pa.string()),
            **{column: kept[path] for column, path in cells.items()},
        }
    )


def _long_sections(table: pa.Table) -> pa.Table:
    sections = table["sections"].combine_chunks()
    owners = table["report_id"].combine_chunks().take(sections.value_parent_indices())
    entries = sections.flatten()
    fields = {field.name: entries.field(field.name) for field in sections.type.value_type}
    return pa.table({"report_id": owners, **fields})
