"""Read a folder of long tables, as people export them from a database, as one wide export.

`reports.parquet` has one row a report; `requests.parquet` and its like have `report_id`, `row` and
one column for each column of the printed table; `sections.parquet` has one row a section.
The long tables are held in memory, because their rows may be in any order.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gikqa._export.export_schema import ANY_SECTIONS
from gikqa._export.file import is_hidden, local
from gikqa._export.read_errors import reading
from gikqa._export.stream_source import StreamSource
from gikqa._export.suffixes import is_export
from gikqa._export.values import is_text
from gikqa.errors import InputError

_KEYS = {"report_id": pa.string(), "row": pa.string()}
_ROWS = 8_192
"""Reports made wide at a time; with narratives they take about 200 MB."""
TABLES = ("disclosure", "requests", "disputes", "statistics")


def is_folder_of_tables(folder: Path) -> bool:
    """Whether the folder has `reports.parquet`, which such an export needs, and another table.

    A table may be a folder of parts, as Spark and dask write it. A file `reports.parquet` alone may
    as well be an export of another spelling.
    """
    others = (folder / f"{name}.parquet" for name in (*TABLES, "sections"))
    return (folder / "reports.parquet").exists() and any(other.exists() for other in others)


def files_of_tables(folder: Path) -> list[Path]:
    """The files that such an export has."""
    tables = (folder / f"{name}.parquet" for name in ("reports", *TABLES, "sections"))
    return [file for table in tables for file in _parts_of(table)]


def _parts_of(table: Path) -> list[Path]:
    if not table.is_dir():
        return [table] if table.exists() else []
    found = (file for file in table.rglob("*") if is_export(file.name) and file.is_file())
    return sorted(file for file in found if not is_hidden(str(file.relative_to(table))))


@dataclass(frozen=True)
class RowDefect:
    """A row of a long table that a report has several times, or whose report is not there."""

    report_id: str
    table: str
    row: str
    count: int


class _LongTable:
    """The rows of one table, sorted by the report that they belong to."""

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
    """A table with its required columns in the required types. Raises InputError."""
    with reading("unreadable table", file=file):
        # Not read_table, which would take columns from the names of the folders above.
        parts = [
            pq.ParquetFile(local(part).open(), page_checksum_verification=True).read()
            for part in _parts_of(file)
        ]
        if not parts:
            raise InputError.worded("empty folder", given=file)
        table = parts[0] if len(parts) == 1 else pa.concat_tables(parts, promote_options="default")
        table.validate(full=True)
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


class TablesSource(StreamSource):
    """A folder of tables as a stream in the flat layout.

    `duplicates`: rows that a report has twice. `orphans`: rows of reports that are not there.
    """

    def __init__(self, folder: Path, cells: Collection[str]) -> None:
        self._reports = _read(folder / "reports.parquet", {"report_id": pa.string()})
        ids = self._reports.column("report_id").combine_chunks()
        tables = {
            name: _LongTable(file, ids, _KEYS)
            for name in TABLES
            if (file := folder / f"{name}.parquet").exists()
        }
        fields = {name: _cells_of(name, table, cells) for name, table in tables.items()}
        known = [field for field in self._reports.schema if field.name != "sections"]
        schema = pa.schema([*known, *chain.from_iterable(fields.values())])
        sections = None
        if (file := folder / "sections.parquet").exists():
            parts = {field.name: field.type for field in ANY_SECTIONS.value_type}
            sections = _LongTable(file, ids, {"report_id": pa.string(), **parts})
            schema = schema.append(pa.field("sections", ANY_SECTIONS))

        def batches() -> Iterator[pa.RecordBatch]:
            reports = self._reports.select([field.name for field in known])
            for start in range(0, reports.num_rows, _ROWS):
                part = reports.slice(start, _ROWS)
                span = (start, start + part.num_rows)
                columns = [column.combine_chunks() for column in part.columns]
                for name, table in tables.items():
                    columns += _widened(table, fields[name], *span)
                if sections is not None:
                    columns.append(_gather_sections(sections, *span))
                yield pa.RecordBatch.from_arrays(columns, schema=schema)

        super().__init__(pa.RecordBatchReader.from_batches(schema, batches()), str(folder))
        counted = (_count(table.table, name) for name, table in tables.items())
        orphans = (_count(table.orphans, name) for name, table in tables.items())
        self.duplicates = [defect for defect in chain(*counted) if defect.count > 1]
        self.orphans = list(chain(*orphans))

    @property
    def rows(self) -> int | None:
        """The reports."""
        return int(self._reports.num_rows)


def _widened(
    table: _LongTable, fields: Iterable[pa.Field], start: int, stop: int
) -> Iterator[pa.Array]:
    """The cells of the reports start … stop, one column each."""
    rows, owners = table.of(start, stop)
    keys = rows.column("row").combine_chunks()
    by_row: dict[str, pa.Array] = {}
    for field in fields:
        _, row, column = field.name.split(".")
        if row not in by_row:
            here = np.flatnonzero(pc.equal(keys, row).to_numpy(zero_copy_only=False))
            place = np.full(stop - start, -1)
            place[owners[here[::-1]]] = here[::-1]  # of doubled rows the first counts
            by_row[row] = pa.array(place, mask=place < 0)
        yield rows.column(column).combine_chunks().take(by_row[row])


def _cells_of(table: str, long: _LongTable, cells: Collection[str]) -> list[pa.Field]:
    """The known cells that the columns can hold, and the unknown ones that hold something."""
    kinds = {field.name: field.type for field in long.table.schema}
    parts = [path.split(".") for path in cells]
    found = {
        path: kinds[column]
        for (of, _, column), path in zip(parts, cells, strict=True)
        if of == table and column in kinds
    }
    for row in sorted(str(key) for key in pc.unique(long.table.column("row")).to_pylist()):
        lines = long.table.filter(pc.equal(long.table.column("row"), row))
        for column in kinds.keys() - _KEYS.keys():
            if lines.column(column).null_count < lines.num_rows:
                found.setdefault(f"{table}.{row}.{column}", kinds[column])
    return [pa.field(path, kind) for path, kind in found.items()]


def _count(rows: pa.Table, table: str) -> list[RowDefect]:
    """Each row of each report, with how often it occurs."""
    counted = rows.group_by(["report_id", "row"]).aggregate([([], "count_all")]).to_pylist()
    defects = (
        RowDefect(line["report_id"] or "", table, str(line["row"]), line["count_all"])
        for line in counted
    )
    return sorted(defects, key=lambda defect: (defect.report_id, defect.row))


def _gather_sections(long: _LongTable, start: int, stop: int) -> pa.Array:
    rows, owners = long.of(start, stop)
    ends = np.searchsorted(owners, np.arange(stop - start), side="right")
    offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
    names = [field.name for field in ANY_SECTIONS.value_type]
    entries = rows.select(names).combine_chunks().to_struct_array().combine_chunks()
    return pa.ListArray.from_arrays(offsets, entries.cast(ANY_SECTIONS.value_type))
