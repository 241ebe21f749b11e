"""Read a folder of long tables, as people export them from a database, as one wide export.

`reports.parquet` has one row a report; `requests.parquet` and its like have `report_id`, `row` and
one column for each column of the printed table; `sections.parquet` has one row a section.
The long tables are held in memory: their rows may stand in any order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gikqa._export.export_schema import SECTIONS
from gikqa._export.values import is_text
from gikqa.errors import InputError

_KEYS = {"report_id": pa.string(), "row": pa.string()}
TABLES = ("disclosure", "requests", "disputes", "statistics")


def is_folder_of_tables(folder: Path) -> bool:
    """Whether the folder has the file that such an export cannot do without."""
    return (folder / "reports.parquet").is_file()


def files_of_tables(folder: Path) -> list[Path]:
    """The files that such an export may have."""
    return [folder / f"{name}.parquet" for name in ("reports", *TABLES, "sections")]


@dataclass(frozen=True)
class RowDefect:
    """A row of a long table that belongs nowhere: for the findings of the door."""

    report_id: str
    table: str
    row: str
    count: int


class _LongTable:
    """The rows of one table, in the order of the reports they belong to."""

    def __init__(self, file: Path, report_ids: pa.Array, needed: Mapping[str, pa.DataType]) -> None:
        table = _read(file, needed)
        owner = pc.index_in(table.column("report_id").combine_chunks(), report_ids)
        self.orphans = table.filter(pc.is_null(owner))
        table = table.filter(pc.is_valid(owner))
        numbers = pc.drop_null(owner).to_numpy()
        # Stable, so that sections keep the order in which they were written.
        order = np.argsort(numbers, kind="stable")
        self.table = table.take(pa.array(order))
        self.numbers = numbers[order]

    def of(self, start: int, stop: int) -> tuple[pa.Table, np.ndarray]:
        """The rows of the reports start … stop, and each row's report, counted from start."""
        first, last = np.searchsorted(self.numbers, [start, stop])
        return self.table.slice(first, last - first), self.numbers[first:last] - start


def _read(file: Path, needed: Mapping[str, pa.DataType]) -> pa.Table:
    """A whole table, with the columns that it cannot do without in the types that are needed."""
    try:
        # Not read_table, which would take columns from the names of the folders above.
        source = pq.ParquetFile(file, page_checksum_verification=True)
        table = source.read()
        table.validate(full=True)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0]
        raise InputError.worded("unreadable table", file=file, reason=reason) from error
    names = table.column_names
    for name in sorted(set(names)):
        if names.count(name) > 1:
            raise InputError.worded("double column in table", file=file, name=name)
    for name, kind in needed.items():
        if name not in names:
            raise InputError.worded("column missing in table", file=file, name=name)
        table = _with_type(table, name, kind, file)
    return table


def _with_type(table: pa.Table, name: str, kind: pa.DataType, file: Path) -> pa.Table:
    found = table.column(name).type
    alike = is_text(found) if pa.types.is_string(kind) else pa.types.is_integer(found)
    if alike or pa.types.is_null(found):
        with suppress(pa.ArrowInvalid):  # a number that is too large
            cast = table.column(name).cast(kind)
            return table.set_column(table.column_names.index(name), pa.field(name, kind), cast)
    raise InputError.worded("type in table", file=file, name=name, found=found, kind=kind)


class TablesSource:
    """A folder of tables, offered in the flat layout."""

    def __init__(self, folder: Path, cells: Collection[str]) -> None:
        self.name = str(folder)
        self._reports = _read(folder / "reports.parquet", {"report_id": pa.string()})
        self._ids = self._reports.column("report_id").combine_chunks()
        self._tables: dict[str, _LongTable] = {}
        self._fields: dict[str, dict[str, pa.Field]] = {}
        for table in TABLES:
            file = folder / f"{table}.parquet"
            if file.is_file():
                long = _LongTable(file, self._ids, _KEYS)
                self._tables[table] = long
                self._fields[table] = _cells_of(table, long, cells)
        self._sections = None
        if (folder / "sections.parquet").is_file():
            parts = {field.name: field.type for field in SECTIONS.value_type}
            self._sections = _LongTable(
                folder / "sections.parquet", self._ids, {"report_id": pa.string(), **parts}
            )
        self.duplicates, self.orphans = self._defects()

    @property
    def schema(self) -> pa.Schema:
        """The columns of the reports, one column a cell, and the sections."""
        cells = [field for fields in self._fields.values() for field in fields.values()]
        known = [field for field in self._reports.schema if field.name != "sections"]
        sections = [] if self._sections is None else [pa.field("sections", SECTIONS)]
        return pa.schema([*known, *cells, *sections])

    @property
    def rows(self) -> int | None:
        """The reports."""
        return int(self._reports.num_rows)

    def years(self) -> tuple[int, int] | None:
        """From the reports, which are in memory anyhow."""
        if "year" not in self._reports.column_names or not self._reports.num_rows:
            return None
        if not pa.types.is_integer(self._reports.schema.field("year").type):
            return None
        if self._reports.column("year").null_count:
            return None
        span = pc.min_max(self._reports.column("year")).as_py()
        whole = isinstance(span["min"], int) and isinstance(span["max"], int)
        return (span["min"], span["max"]) if whole else None

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        """The reports in their order, each with its cells and sections."""
        wanted = set(columns)
        for start in range(0, self._reports.num_rows, size):
            stop = min(start + size, self._reports.num_rows)
            part = self._reports.slice(start, stop - start)
            arrays = {
                name: part.column(name).combine_chunks()
                for name in part.column_names
                if name in wanted and name != "sections"
            }
            for table, fields in self._fields.items():
                asked = {path: field for path, field in fields.items() if path in wanted}
                if asked:
                    arrays |= self._widen(table, asked, start, stop)
            if self._sections is not None and "sections" in wanted:
                arrays["sections"] = _gather_sections(self._sections, start, stop)
            yield pa.RecordBatch.from_arrays(list(arrays.values()), names=list(arrays))

    def _widen(
        self, table: str, fields: dict[str, pa.Field], start: int, stop: int
    ) -> dict[str, pa.Array]:
        rows, owners = self._tables[table].of(start, stop)
        keys = rows.column("row").combine_chunks()
        by_row: dict[str, pa.Array] = {}
        wide = {}
        for path in fields:
            _, row, column = path.split(".")
            if row not in by_row:
                here = np.flatnonzero(pc.equal(keys, row).to_numpy(zero_copy_only=False))
                place = np.full(stop - start, -1)
                place[owners[here[::-1]]] = here[::-1]  # of doubled rows the first counts
                by_row[row] = pa.array(place, mask=place < 0)
            wide[path] = rows.column(column).combine_chunks().take(by_row[row])
        return wide

    def _defects(self) -> tuple[list[RowDefect], list[RowDefect]]:
        duplicates: list[RowDefect] = []
        orphans: list[RowDefect] = []
        for table, long in self._tables.items():
            counted = _count(long.table, table)
            duplicates += [defect for defect in counted if defect.count > 1]
            orphans += _count(long.orphans, table)
        return duplicates, orphans


def _cells_of(table: str, long: _LongTable, cells: Collection[str]) -> dict[str, pa.Field]:
    """The known cells that the columns can hold, and the unknown ones that hold something."""
    kinds = {field.name: field.type for field in long.table.schema}
    found = {}
    for path in cells:
        of_table, _, column = path.split(".")
        if of_table == table and column in kinds:
            found[path] = pa.field(path, kinds[column])
    for row in sorted(str(key) for key in pc.unique(long.table.column("row")).to_pylist()):
        lines = long.table.filter(pc.equal(long.table.column("row"), row))
        for column in kinds.keys() - {"report_id", "row"}:
            path = f"{table}.{row}.{column}"
            if path not in found and lines.column(column).null_count < lines.num_rows:
                found[path] = pa.field(path, kinds[column])
    return found


def _count(rows: pa.Table, table: str) -> list[RowDefect]:
    counted = rows.group_by(["report_id", "row"]).aggregate([([], "count_all")])
    return sorted(
        (
            RowDefect(_id(line["report_id"]), table, str(line["row"]), int(line["count_all"]))
            for line in counted.to_pylist()
        ),
        key=lambda defect: (defect.report_id, defect.row),
    )


def _id(value: object) -> str:
    return "" if value is None else str(value)


def _gather_sections(long: _LongTable, start: int, stop: int) -> pa.Array:
    rows, owners = long.of(start, stop)
    ends = np.searchsorted(owners, np.arange(stop - start), side="right")
    offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
    fields = [
        rows.column(name).combine_chunks() for name in (field.name for field in SECTIONS.value_type)
    ]
    entries = pa.StructArray.from_arrays(fields, fields=list(SECTIONS.value_type))
    return pa.ListArray.from_arrays(offsets, entries)
