"""Read reports from a Parquet file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gikqa._export.file import OWN_KEY, File
from gikqa._export.folder_keys import contradiction
from gikqa._export.read_errors import OwnOutput, reading
from gikqa._export.text_bombs import SMALL, in_pieces, may_be_packed
from gikqa.errors import InputError

_PIECE = 16_384
"""Reports a piece of a file at least: opening the file again then costs little beside reading."""
FEW_ROWS = 16
"""Reports of a file up to which opening it a second time takes more than reading it."""
_FEW = 256
"""Reports that one thread reads sooner than several."""
_BUFFER = 1 << 26
"""Bytes of row groups up to which they are fetched at once, which is faster than page by page."""


@dataclass(frozen=True)
class _Columns:
    """What a footer says about columns. Of a wide export, to work it out takes 0.7 ms."""

    footer: tuple[Any, Any]
    schema: pa.Schema
    paths: Sequence[str]
    texts: Sequence[str]


@dataclass
class ParquetSource:
    """A Parquet file; `partitions` are columns that the names of its folders add.

    Raises InputError for a file that cannot be read, OwnOutput for findings of gikqa.

    like: a source opened before this one, which often has the same columns. groups: the row groups
    to read, by default all; what the footer says of the file is still said of the whole file.
    """

    file: File
    partitions: Mapping[str, pa.Scalar] = field(default_factory=dict)
    like: "ParquetSource | None" = field(default=None, repr=False)
    groups: Sequence[int] | None = None
    _columns: _Columns = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._opened: pq.ParquetFile | None = None
        self._ahead: Future[list[pa.RecordBatch]] | None = None
        known = None if self.like is None else self.like._columns
        self.like = None  # a folder may hold many
        with reading("unreadable export", file=self.name):
            self._stored = self.file.size()
            self._state = self.file.state()
            small = self._stored < SMALL
            file = self._open_like(known if small else None)
            self._metadata = file.metadata
            if OWN_KEY in (self._metadata.metadata or {}):
                file.close()
                raise OwnOutput.worded("own output", file=self.name)
            footer = (self._metadata.schema, self._metadata.metadata)
            if known is None or known.footer != footer:
                file.close()
                self._columns = self._look_up(footer)
                return
            self._columns = known
            if small and self.rows <= FEW_ROWS:
                self._opened = file
            else:
                file.close()

    def _open_like(self, known: _Columns | None) -> pq.ParquetFile:
        """The file, opened to read the same columns of texts as dictionaries if it has them."""
        if known is not None:
            with suppress(KeyError):
                return _open(self.file, read_dictionary=known.texts)
        return _open(self.file)

    def _look_up(self, footer: tuple[Any, Any]) -> _Columns:
        with _open(self.file, self._metadata) as file:
            schema = file.schema_arrow
        str(schema)  # raises for a damaged name, before one is used
        leaves = [footer[0].column(place) for place in range(len(footer[0]))]
        texts = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]
        return _Columns(footer, schema, [leaf.path for leaf in leaves], texts)

    @property
    def name(self) -> str:
        """The path or URL."""
        return self.file.name

    @property
    def schema(self) -> pa.Schema:
        """The file's columns, then those of the folder names."""
        if not self.partitions:
            return self._columns.schema
        added = [pa.field(name, value.type) for name, value in self._added.items()]
        return pa.schema([*self._columns.schema, *added])

    @property
    def rows(self) -> int:
        """From the footer."""
        return int(self._metadata.num_rows)

    @property
    def stored(self) -> int:
        """The bytes of the file."""
        return self._stored

    @cached_property
    def _added(self) -> Mapping[str, pa.Scalar]:
        own = set(self._columns.schema.names) if self.partitions else ()
        return {key: value for key, value in self.partitions.items() if key not in own}

    def contradictions(self) -> list[InputError]:
        """Errors for names of folders that differ from the column that the file has itself."""
        found = []
        for key in self.partitions.keys() - self._added.keys():
            bounds = self._bounds(key) or self._read_bounds(key)
            found.append(contradiction(self.name, key, self.partitions[key], *bounds))
        return [error for error in found if error is not None]

    def years(self) -> tuple[int, int] | None:
        """From the folder name or the footer's statistics, which a writer may have left out."""
        if "year" in self._added:
            year = self._added["year"].as_py()
            return None if year is None else (year, year)
        bounds = self._bounds("year", complete=True)
        return bounds if bounds and all(isinstance(bound, int) for bound in bounds) else None

    def _bounds(self, name: str, *, complete: bool = False) -> tuple[Any, Any] | None:
        """The bounds of a column by the footer's statistics; None if they do not say.

        complete: None as well if a value may be blank.
        """
        metadata, paths = self._metadata, self._columns.paths
        if name not in paths:
            return None
        column = paths.index(name)
        found = [
            metadata.row_group(group).column(column).statistics
            for group in range(metadata.num_row_groups)
        ]
        if not found or not all(stats is not None and stats.has_min_max for stats in found):
            return None
        if complete and any(not stats.has_null_count or stats.null_count for stats in found):
            return None
        return min(stats.min for stats in found), max(stats.max for stats in found)

    def _read_bounds(self, name: str) -> tuple[Any, Any]:
        try:
            with (
                reading("damaged export", file=self.name),
                _open(self.file, self._metadata) as file,
            ):
                bounds = pc.min_max(file.read(columns=[name]).column(0)).as_py()
        except InputError:  # reading the reports meets the same error, and names it
            return None, None
        return bounds["min"], bounds["max"]

    def pieces(self, columns: Sequence[str], size: int) -> list[Iterator[pa.RecordBatch]]:
        """The batches of the parts of the file, to be read by several threads."""
        return [self._batches_of(groups, columns, size) for groups in self.parts()]

    def parts(self) -> list[list[int]]:
        """Row groups, small ones together, that are worth opening the file again for."""
        pieces: list[list[int]] = [[]]
        rows = 0
        for group in range(self._metadata.num_row_groups):
            pieces[-1].append(group)
            rows += self._metadata.row_group(group).num_rows
            if rows >= _PIECE:
                pieces.append([])
                rows = 0
        return [groups for groups in pieces if groups]

    def read_ahead(self, pool: Executor, columns: Sequence[str], size: int) -> None:
        """Let a thread decode a file that was left open; `batches` returns what it decoded.

        Of a file with one report, decoding 200 columns takes half of the time.
        """
        file, self._opened = self._opened, None
        if file is not None:
            groups, own = range(self._metadata.num_row_groups), self._own(columns)
            self._ahead = pool.submit(
                lambda: list(_decode(file, groups, own, batch_size=size, use_threads=False))
            )

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        """Read the columns batch by batch. Raises InputError where the file is damaged."""
        if self.groups is not None:
            return self._batches_of(self.groups, columns, size)
        # Of a few reports, handing the columns to threads costs more than decoding them.
        threads = self.rows > _FEW
        groups = range(self._metadata.num_row_groups)
        return self._read(groups, columns, batch_size=size, use_threads=threads)

    def _batches_of(
        self, groups: Sequence[int], columns: Sequence[str], size: int
    ) -> Iterator[pa.RecordBatch]:
        """The same of some row groups, on one thread and with a file handle of its own."""
        size_in_memory = sum(self._metadata.row_group(group).total_byte_size for group in groups)
        fetch = size_in_memory <= _BUFFER
        return self._read(groups, columns, pre_buffer=fetch, batch_size=size, use_threads=False)

    def _read(
        self,
        groups: Sequence[int],
        columns: Sequence[str],
        *,
        pre_buffer: bool = False,
        **options: Any,
    ) -> Iterator[pa.RecordBatch]:
        added = {name: value for name, value in self._added.items() if name in columns}
        try:
            yield from self._as_it_was(groups, columns, added, pre_buffer, options)
        except InputError:
            self._refuse_changed()
            raise

    def _refuse_changed(self) -> None:
        """Raise InputError if the file is another one: the footer, read before, is not its own."""
        if self.file.state() != self._state:
            raise InputError.worded("file changed", file=self.name)

    def _as_it_was(
        self,
        groups: Sequence[int],
        columns: Sequence[str],
        added: Mapping[str, pa.Scalar],
        pre_buffer: bool,
        options: Mapping[str, Any],
    ) -> Iterator[pa.RecordBatch]:
        with reading("damaged export", file=self.name):
            for batch in self._unpacked(groups, self._own(columns), pre_buffer, options):
                self._refuse_changed()
                for name, value in added.items():
                    batch = batch.append_column(name, pa.repeat(value, batch.num_rows))
                yield batch

    def _own(self, columns: Sequence[str]) -> list[str]:
        """The columns that the file has itself."""
        added = self._added
        return [column for column in columns if column not in added] if added else list(columns)

    def _unpacked(
        self,
        groups: Sequence[int],
        columns: Sequence[str],
        pre_buffer: bool,
        options: Mapping[str, Any],
    ) -> Iterator[pa.RecordBatch]:
        """The batches; where texts may be packed, their size is known before they grow."""
        metadata, texts = self._metadata, self._columns.texts
        batches: Iterable[pa.RecordBatch]
        if not texts or not may_be_packed(self._stored, metadata.num_rows):
            with _open(self.file, metadata, pre_buffer=pre_buffer) as file:
                for batch in file.iter_batches(columns=columns, row_groups=groups, **options):
                    batch.validate(full=True)  # a bad writer: texts that are no UTF-8
                    yield batch
            return
        if self._ahead is not None:
            batches = self._ahead.result()
            self._ahead = None
        else:
            file = _open(self.file, metadata, pre_buffer=pre_buffer, read_dictionary=texts)
            batches = _decode(file, groups, columns, **options)
        for batch in batches:
            yield from in_pieces(batch)


def _open(file: File, metadata: pq.FileMetaData | None = None, **options: Any) -> pq.ParquetFile:
    # Checksums cost little and are the only thing that notices a flipped bit.
    options |= {"metadata": metadata, "page_checksum_verification": True}
    return pq.ParquetFile(file.open(), **options)


def _decode(
    file: pq.ParquetFile, groups: Sequence[int], columns: Sequence[str], **options: Any
) -> Iterator[pa.RecordBatch]:
    """The batches of some row groups, each of which has dictionaries of its own."""
    with file:
        for group in groups:
            yield from file.iter_batches(columns=columns, row_groups=[group], **options)
