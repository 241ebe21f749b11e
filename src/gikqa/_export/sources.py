"""Open what a user hands over: files, folders, globs, and objects that stream Arrow data."""

from __future__ import annotations

import glob
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq

from gikqa._export.folder_of_tables import TablesSource, files_of_tables, is_folder_of_tables
from gikqa._export.text_bombs import may_be_packed, text_columns, written_out
from gikqa.errors import InputError

_IPC = (".arrow", ".arrows", ".feather", ".ipc")
_PIECE = 16_384
"""Reports a piece of a file at least: enough that opening it once more does not tell."""
_FEW = 256
"""Reports that one thread reads sooner than several."""
_BUFFER = 1 << 26
"""Bytes of row groups up to which they are fetched whole, which is faster than page by page."""
_NO_PARTITION = "__HIVE_DEFAULT_PARTITION__"


class Source(Protocol):
    """One table of reports: its schema, and its rows in batches."""

    @property
    def name(self) -> str:
        """What the user knows it by."""

    @property
    def schema(self) -> pa.Schema:
        """The columns; nested fields are not opened here."""

    @property
    def rows(self) -> int | None:
        """How many reports there are, if that is known beforehand."""

    def years(self) -> tuple[int, int] | None:
        """The smallest and largest report year; None if rows must be read, or one has no year."""

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        """The rows, at most `size` at a time; nested fields are named with dots."""


def open_sources(data: Any, cells: Collection[str]) -> Iterator[Source | InputError]:
    """Every source in `data`: a path, a list of paths, or anything with `__arrow_c_stream__`.

    cells: every cell path that some edition has, for the folder of long tables.
    What cannot be opened comes as the error that says so, in its place, and stops nothing.
    """
    if isinstance(data, (str, Path)):
        yield from _open_path(str(data), cells)
    elif hasattr(data, "__arrow_c_stream__"):
        yield StreamSource(data)
    elif isinstance(data, InputError):  # a document that could not be read, in its place
        yield data
    elif isinstance(data, Sequence):
        for part in data:
            yield from open_sources(part, cells)
    else:
        yield InputError(
            f"cannot read reports from {type(data).__name__}: expected a path, a list of paths, "
            "or a table that offers the Arrow stream interface (for a lazy frame: collect it)",
            f"无法从 {type(data).__name__} 读取报告：应为路径、路径列表，"
            "或者支持 Arrow 流接口的表（惰性表请先 collect）",
        )


def _open_path(given: str, cells: Collection[str]) -> Iterator[Source | InputError]:
    path = Path(given)
    if path.is_dir():
        if is_folder_of_tables(path):
            yield from _attempt(lambda: TablesSource(path, cells))
            return
        files = exports_in(path)
        if not files:
            yield InputError(
                f"{given}: the folder holds no .parquet file",
                f"{given}：文件夹中没有 .parquet 文件",
            )
        for file in files:
            yield from _open_file(file, _partitions(file.relative_to(path)))
    elif path.is_file():
        yield from _open_file(path, {})
    elif glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))
        if not matches:
            yield InputError(f"{given}: no file matches", f"{given}：没有匹配的文件")
        for match in matches:
            yield from _open_path(match, cells)
    else:
        yield InputError(
            f"{given}: there is no such file or folder", f"{given}：没有这个文件或文件夹"
        )


def exports_in(folder: Path) -> list[Path]:
    """The Parquet files of a folder that are read, in order; hidden ones are left out."""
    if is_folder_of_tables(folder):
        return [file for file in files_of_tables(folder) if file.is_file()]
    return sorted(file for file in folder.rglob("*.parquet") if not _hidden(file, folder))


def _open_file(file: Path, partitions: Mapping[str, str | None]) -> Iterator[Source | InputError]:
    if file.suffix in _IPC:
        yield from _attempt(lambda: StreamSource(_open_ipc(file), name=str(file)))
    else:
        yield from _attempt(lambda: ParquetSource(file, partitions))


def _attempt(opening: Any) -> Iterator[Source | InputError]:
    try:
        yield opening()
    except InputError as error:
        yield error


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)


def _partitions(relative: Path) -> dict[str, str | None]:
    """The keys and values that the folder names carry (`year=2021/`), as Hive writes them."""
    pairs = (part.partition("=") for part in relative.parts[:-1] if "=" in part)
    return {
        unquote(key): None if value == _NO_PARTITION else unquote(value) for key, _, value in pairs
    }


def _open_ipc(file: Path) -> Any:
    try:
        source = pa.memory_map(str(file))
        try:
            return pa.ipc.open_file(source).read_all()
        except pa.ArrowInvalid:
            source.seek(0)
        return pa.ipc.open_stream(source)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{file} is not an Arrow file: {_first_line(error)}",
            f"{file} 不是 Arrow 文件：{_first_line(error)}",
        ) from error


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


@dataclass
class ParquetSource:
    """A Parquet file; `partitions` are columns that its folders' names add."""

    path: Path
    partitions: Mapping[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            with _open_parquet(self.path) as file:  # closed: a folder may hold many
                self._metadata = file.metadata
                self._own = file.schema_arrow
            str(self._own)  # damaged names are noticed here, not when one of them is looked at
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"{self.path} cannot be read as Parquet: {_first_line(error)}; "
                "documents are turned into an export by `gikqa extract`",
                f"{self.path} 不是可读的 Parquet 文件：{_first_line(error)}；"
                "文档请先用 `gikqa extract` 转成导出文件",
            ) from error

    @property
    def name(self) -> str:
        """The path."""
        return str(self.path)

    @property
    def schema(self) -> pa.Schema:
        """The file's columns, then those of the folder names."""
        if not self.partitions:
            return self._own
        return pa.schema([*self._own, *(pa.field(k, v.type) for k, v in self._added().items())])

    @property
    def rows(self) -> int:
        """From the footer."""
        return int(self._metadata.num_rows)

    def _added(self) -> dict[str, pa.Scalar]:
        return {
            key: _partition_value(key, value, self.name)
            for key, value in self.partitions.items()
            if key not in self._own.names
        }

    def years(self) -> tuple[int, int] | None:
        """From the folder name or the footer's statistics, which a writer may have left out."""
        if "year" in self._added():
            year = self._added()["year"].as_py()
            return None if year is None else (year, year)
        metadata = self._metadata
        paths = (metadata.schema.column(i).path for i in range(metadata.num_columns))
        column = next((number for number, path in enumerate(paths) if path == "year"), None)
        if column is None:
            return None
        found = [
            metadata.row_group(group).column(column).statistics
            for group in range(metadata.num_row_groups)
        ]
        if not found or not all(stats is not None and stats.has_min_max for stats in found):
            return None
        if not all(isinstance(stats.min, int) for stats in found):
            return None
        if any(not stats.has_null_count or stats.null_count for stats in found):
            return None
        return min(stats.min for stats in found), max(stats.max for stats in found)

    def pieces(self) -> list[Piece]:
        """The file's row groups, small ones together, to be read side by side."""
        pieces: list[list[int]] = [[]]
        rows = 0
        for group in range(self._metadata.num_row_groups):
            pieces[-1].append(group)
            rows += self._metadata.row_group(group).num_rows
            if rows >= _PIECE:
                pieces.append([])
                rows = 0
        return [Piece(self, groups) for groups in pieces if groups]

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        """Read the columns batch by batch. Raises InputError where the file is damaged."""
        metadata = self._metadata
        # Of a few reports, handing the columns to threads costs more than decoding them.
        threads = metadata.num_rows > _FEW
        groups = range(metadata.num_row_groups)
        return self._read(groups, columns, batch_size=size, use_threads=threads)

    def batches_of(
        self, groups: Sequence[int], columns: Sequence[str], size: int
    ) -> Iterator[pa.RecordBatch]:
        """The same of some row groups, on one thread and with a file handle of its own."""
        metadata = self._metadata
        size_in_memory = sum(metadata.row_group(group).total_byte_size for group in groups)
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
        added = {name: value for name, value in self._added().items() if name in columns}
        own = [column for column in columns if column not in added]
        try:
            for batch in self._unpacked(groups, own, pre_buffer, options):
                batch.validate(full=True)  # no checksum, or a bad writer: texts that are no UTF-8
                for name, value in added.items():
                    batch = batch.append_column(name, pa.repeat(value, batch.num_rows))
                yield batch
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"{self.path} is damaged: {_first_line(error)}; what could be read was judged",
                f"{self.path} 已损坏：{_first_line(error)}；能读出的内容已检查",
            ) from error

    def _unpacked(
        self,
        groups: Sequence[int],
        columns: Sequence[str],
        pre_buffer: bool,
        options: Mapping[str, Any],
    ) -> Iterator[pa.RecordBatch]:
        """The batches; where texts may be packed, each is looked at before it grows."""
        metadata = self._metadata
        texts = text_columns(metadata.schema, {column.partition(".")[0] for column in columns})
        if not texts or not may_be_packed(self.path.stat().st_size, metadata.num_rows):
            file = _open_parquet(self.path, metadata, pre_buffer=pre_buffer)
            yield from file.iter_batches(columns=columns, row_groups=groups, **options)
            return
        file = _open_parquet(self.path, metadata, pre_buffer=pre_buffer, read_dictionary=texts)
        for group in groups:
            # Each row group has dictionaries of its own.
            for batch in file.iter_batches(columns=columns, row_groups=[group], **options):
                yield from written_out(batch)


@dataclass(frozen=True)
class Piece:
    """Some row groups of a Parquet file."""

    source: ParquetSource
    groups: Sequence[int]

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        """Read the columns batch by batch. Raises InputError where the file is damaged."""
        yield from self.source.batches_of(self.groups, columns, size)


def _open_parquet(
    path: Path, metadata: pq.FileMetaData | None = None, **options: Any
) -> pq.ParquetFile:
    # Checksums cost little and are the only thing that notices a flipped bit.
    return pq.ParquetFile(path, metadata=metadata, page_checksum_verification=True, **options)


def _partition_value(key: str, value: str | None, source: str) -> pa.Scalar:
    if key != "year":
        return pa.scalar(value, pa.string())
    if value is not None and not (value.isdecimal() and len(value) < 10):
        raise InputError(
            f"{source}: the folder name says year={value}, expected a number",
            f"{source}：文件夹名为 year={value}，应为数字",
        )
    return pa.scalar(None if value is None else int(value), pa.int32())


@dataclass
class StreamSource:
    """Anything with `__arrow_c_stream__`: pyarrow, polars, pandas, duckdb. Read once."""

    data: Any
    name: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or f"<{type(self.data).__module__}.{type(self.data).__name__}>"
        self._reader = pa.RecordBatchReader.from_stream(self.data)

    @property
    def schema(self) -> pa.Schema:
        """The stream's columns."""
        return self._reader.schema

    @property
    def rows(self) -> int | None:
        """A stream does not say."""
        return getattr(self.data, "num_rows", None)

    def years(self) -> tuple[int, int] | None:
        """A stream does not say."""
        return None

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        """The stream's batches, the columns of which cost nothing, cut to size."""
        roots = list(dict.fromkeys(column for column in columns if column in self.schema.names))
        nested = {column.partition(".")[0] for column in columns} - set(roots)
        wanted = roots + sorted(nested & set(self.schema.names))
        try:
            for batch in self._reader:
                chosen = batch.select(wanted)
                chosen.validate(full=True)
                for start in range(0, batch.num_rows, size):
                    yield chosen.slice(start, size)
        except (pa.ArrowException, OSError) as error:
            raise InputError(
                f"{self.name} broke off: {_first_line(error)}; what came before was judged",
                f"{self.name} 中断：{_first_line(error)}；此前的内容已检查",
            ) from error
