"""Open what a user hands over: files, folders, URLs, frames, reports as dicts."""

import glob
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from gikqa._export.file import File, in_memory, is_hidden, local
from gikqa._export.folder_keys import keys_of
from gikqa._export.folder_of_tables import TablesSource, files_of_tables, is_folder_of_tables
from gikqa._export.handed_over import Reports, is_url, parts_of
from gikqa._export.parquet_source import ParquetSource
from gikqa._export.stream_source import DatasetSource, StreamSource, open_arrow_file
from gikqa._export.suffixes import is_export
from gikqa.editions import Cell
from gikqa.errors import InputError


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

    @property
    def stored(self) -> int | None:
        """The bytes of the file; None if it is no file, so that its size says what it holds."""

    def years(self) -> tuple[int, int] | None:
        """The smallest and largest report year; None if rows must be read, or one has no year."""

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        """The rows, at most `size` at a time; nested fields are named with dots."""


def open_sources(data: Any, cells: Mapping[str, Cell]) -> Iterator[Source | InputError]:
    """Every source in `data`: paths, URLs, frames, streams, reports as dicts, and lists of these.

    cells: every cell that some edition has. What cannot be opened comes as the error that says so,
    in its place, and stops nothing.
    """
    for part in parts_of(data):
        if isinstance(part, InputError):  # a document that could not be read, in its place
            yield part
        elif isinstance(part, (str, Path)):
            yield from _open_path(part, cells)
        elif isinstance(part, Reports):
            # Imported late: few inputs are dicts.
            from gikqa._export.reports_as_dicts import read_dicts

            yield from read_dicts(part.rows, cells)
        else:
            yield _attempt(partial(_open_object, part))


def _open_object(data: Any) -> Source:
    kind = f"{type(data).__module__}.{type(data).__name__}"
    if hasattr(data, "collect") and not hasattr(data, "__arrow_c_stream__"):
        data = _called(data.collect, kind)  # a lazy frame of polars
    if hasattr(data, "scanner") and hasattr(data, "schema"):
        return DatasetSource(data, f"<{kind}>")
    if hasattr(data, "to_reader") and not hasattr(data, "__arrow_c_stream__"):
        data = _called(data.to_reader, kind)  # a scanner of pyarrow
    if hasattr(data, "__arrow_c_stream__"):
        return StreamSource(data, f"<{kind}>")
    if hasattr(data, "read"):
        content = _called(data.read, kind)
        if isinstance(content, (bytes, bytearray, memoryview)):
            name = getattr(data, "name", None)
            file = in_memory(name if isinstance(name, str) else f"<{kind}>", bytes(content))
            return _open_file(file, {})
    if isinstance(data, (bytes, bytearray, memoryview)):
        raise InputError.worded("bytes", kind=type(data).__name__)
    raise InputError.worded("unreadable kind", kind=type(data).__name__)


def _called(function: Callable[[], Any], kind: str) -> Any:
    """What a method of an object of another library returns; its errors become InputError."""
    try:
        return function()
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise InputError.worded("unreadable frame", kind=kind, reason=reason) from error


def _open_path(given: str | Path, cells: Mapping[str, Cell]) -> Iterator[Source | InputError]:
    path = Path(given)
    if isinstance(given, str) and is_url(given):
        # Imported late: pyarrow's file systems take 20 ms.
        from gikqa._export.remote_files import find_remote

        try:
            files: Iterable[File] = find_remote(given)
        except InputError as error:
            yield error
            return
    elif path.is_dir():
        if is_folder_of_tables(path):
            yield _attempt(lambda: TablesSource(path, cells))
            return
        found = exports_in(path)
        if not found:
            yield InputError.worded("empty folder", given=given)
        files = map(local, found)
    elif path.is_file():
        files = [local(path)]
    else:
        known = "no file matches" if glob.has_magic(str(given)) else "no such path"
        known = "special file" if path.exists() else known
        yield InputError.worded(known, given=given, file=given)
        return
    last = None
    for file in files:
        last = _attempt(partial(_open_named, file, cells, last))
        yield last


def exports_in(folder: Path) -> list[Path]:
    """The files of a folder that are read, in order; hidden ones are left out."""
    if is_folder_of_tables(folder):
        return files_of_tables(folder)
    return sorted(
        file
        for file in folder.rglob("*")
        if is_export(file.name)
        and not is_hidden(str(file.relative_to(folder)))
        and not file.is_dir()  # Spark and dask write folders whose names end in .parquet
    )


def _open_named(file: File, cells: Mapping[str, Cell], last: Source | InputError | None) -> Source:
    return _open_file(file, keys_of(file.name, cells), last)


def _open_file(
    file: File, keys: Mapping[str, pa.Scalar], last: Source | InputError | None = None
) -> Source:
    if file.arrow:
        return StreamSource(open_arrow_file(file), file.name, keys, file.size())
    return ParquetSource(file, keys, last if isinstance(last, ParquetSource) else None)


def _attempt(opening: Callable[[], Source]) -> Source | InputError:
    try:
        return opening()
    except InputError as error:
        return error
