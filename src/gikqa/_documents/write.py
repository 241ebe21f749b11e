"""Write rows of documents as an export."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Self

import pyarrow as pa
import pyarrow.parquet as pq

from gikqa._documents.read_documents import reader_failed
from gikqa._export.export_schema import flat_schema
from gikqa._model.plugin import Record
from gikqa.editions import Edition
from gikqa.errors import GikqaError

_BATCH = 256
"""Rows in memory at a time; one with a long narrative takes about 200 KB."""


class ExportWriter:
    """Writes rows of documents as an export, a batch at a time.

    Two things are known only at the end: which editions occur, and which ids occur twice. So the
    rows are kept until then: the first of them in memory, all others in a temporary file.
    """

    def __init__(self, editions: Mapping[str, Edition]) -> None:
        self._editions = editions
        self._schema = _schema(editions.values())
        self._ids: list[tuple[Path, str]] = []
        self._keys: set[str | None] = set()
        self._waiting: list[tuple[Path, Record]] = []
        self._first: pa.Table | None = None
        self._file = tempfile.TemporaryFile(prefix="gikqa-")  # noqa: SIM115 - closed by `close`
        self._spool: pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._spool is not None:
            self._spool.close()
        self._file.close()

    @property
    def rows(self) -> int:
        """How many rows were added."""
        return len(self._ids) + len(self._waiting)

    def add(self, path: Path, record: Record) -> list[GikqaError]:
        """Add one row. Returns errors for rows, of this or earlier calls, that do not fit."""
        self._waiting.append((path, record))
        return self.flush() if len(self._waiting) >= _BATCH else []

    def flush(self) -> list[GikqaError]:
        """Write the rows that were added. Returns errors for those that do not fit an export."""
        rows, self._waiting = self._waiting, []
        good, bad = _fitting(rows, self._schema)
        for part, table in good:
            self._keep(table)
            self._ids += [(path, record["report_id"]) for path, record in part]
            self._keys |= _keys_of(part, self._editions)
        return bad

    def _keep(self, table: pa.Table) -> None:
        if self._first is None:  # to write some hundred columns and to read them takes 30 ms
            self._first = table
            return
        if self._spool is None:
            self._spool = pq.ParquetWriter(self._file, self._schema, compression="zstd")
        self._spool.write_table(table)

    def write(self, stream: BinaryIO) -> None:
        """Write the export: unique ids, and the cells of the editions that occur."""
        schema = self._final_schema()
        options = {"compression": "zstd", "write_page_checksum": True}
        with pq.ParquetWriter(stream, schema, **options) as writer:
            for table in self._tables(schema):
                writer.write_table(table)

    def table(self) -> pa.Table:
        """The export that `write` writes, in memory."""
        schema = self._final_schema()
        return pa.concat_tables([schema.empty_table(), *self._tables(schema)])

    def _final_schema(self) -> pa.Schema:
        occurring = [one for key, one in self._editions.items() if key in self._keys]
        return _schema(occurring or self._editions.values())

    def _tables(self, schema: pa.Schema) -> Iterator[pa.Table]:
        """The rows in the order in which they were added, with unique ids."""
        ids, start = unique_ids(self._ids), 0
        for table in self._kept(schema.names):
            own = pa.array(ids[start : start + len(table)], pa.string())
            start += len(table)
            yield table.set_column(0, schema.field(0), own).cast(schema)

    def _kept(self, columns: list[str]) -> Iterator[pa.Table]:
        if self._first is not None:
            yield self._first.select(columns)
        if self._spool is not None:
            self._spool.close()
            self._file.seek(0)
            for batch in pq.ParquetFile(self._file).iter_batches(_BATCH, columns=columns):
                yield pa.Table.from_batches([batch]).select(columns)


def _fitting(
    rows: Sequence[tuple[Path, Record]], schema: pa.Schema
) -> tuple[list[tuple[Sequence[tuple[Path, Record]], pa.Table]], list[GikqaError]]:
    """Rows as tables, and an error for each row that does not fit the schema."""
    if not rows:
        return [], []
    try:
        table = pa.Table.from_pylist([_arrow_row(record) for _, record in rows], schema=schema)
        return [(rows, table)], []
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        if len(rows) == 1:
            problem = f"{type(error).__name__}: {error}".splitlines()[0]
            return [], [reader_failed(rows[0][0], rows[0][0].suffix, problem)]
    parts = [_fitting([row], schema) for row in rows]
    return [one for good, _ in parts for one in good], [one for _, bad in parts for one in bad]


def _keys_of(
    rows: Sequence[tuple[Path, Record]], editions: Mapping[str, Edition]
) -> set[str | None]:
    """The editions that documents follow, or of which they have a cell that no other has."""
    keys: set[str | None] = {record.get("edition") for _, record in rows}
    for key, edition in editions.items():
        others = [other.cells.keys() for other in editions.values() if other is not edition]
        own = edition.cells.keys() - set().union(*others)
        if any(record.get(path) is not None for _, record in rows for path in own):
            keys.add(key)
    return keys


def _schema(editions: Iterable[Edition]) -> pa.Schema:
    # What a document does not say is null, even in a required column: lint reports that.
    return pa.schema(
        field.with_nullable(field.name != "report_id") for field in flat_schema(editions)
    )


def _arrow_row(record: Record) -> dict[str, Any]:
    maps = {
        name: list(record[name].items())
        for name in ("raw_cells", "printed_labels")
        if record.get(name) is not None
    }
    return {**record, **maps}


def unique_ids(rows: Sequence[tuple[Path, str]]) -> list[str]:
    """Unique ids: documents with the same id get their path as id."""
    times = Counter(report_id for _, report_id in rows)
    stems = Counter(path.with_suffix("") for path, _ in rows)
    return [
        # report.txt may be in the same folder as report.html
        report_id if times[report_id] == 1 else _without_suffix(path, stems).as_posix()
        for path, report_id in rows
    ]


def _without_suffix(path: Path, stems: Mapping[Path, int]) -> Path:
    stem = path.with_suffix("")
    return stem if stems[stem] == 1 else path
