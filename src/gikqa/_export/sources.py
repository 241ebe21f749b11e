"""Open what a user hands over: files, folders, globs, and objects that stream Arrow data."""

import glob
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

import pyarrow as pa

from gikqa._export.folder_of_tables import TablesSource, files_of_tables, is_folder_of_tables
from gikqa._export.parquet_source import ParquetSource
from gikqa._export.stream_source import StreamSource, open_arrow_file
from gikqa.errors import InputError

_IPC = (".arrow", ".arrows", ".feather", ".ipc")
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
        yield InputError.worded("unreadable kind", kind=type(data).__name__)


def _open_path(given: str, cells: Collection[str]) -> Iterator[Source | InputError]:
    path = Path(given)
    if path.is_dir():
        if is_folder_of_tables(path):
            yield _attempt(lambda: TablesSource(path, cells))
            return
        files = exports_in(path)
        if not files:
            yield InputError.worded("empty folder", given=given)
        last = None
        for file in files:
            last = _open_file(file, _partitions(file.relative_to(path)), last)
            yield last
    elif path.is_file():
        yield _open_file(path, {})
    elif glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))
        if not matches:
            yield InputError.worded("no file matches", given=given)
        for match in matches:
            yield from _open_path(match, cells)
    else:
        yield InputError.worded("special file" if path.exists() else "no such path", file=given)


def exports_in(folder: Path) -> list[Path]:
    """The Parquet files of a folder that are read, in order; hidden ones are left out."""
    if is_folder_of_tables(folder):
        return [file for file in files_of_tables(folder) if file.is_file()]
    return sorted(file for file in folder.rglob("*.parquet") if not _hidden(file, folder))


def _open_file(
    file: Path, partitions: Mapping[str, str | None], last: Source | InputError | None = None
) -> Source | InputError:
    if file.suffix in _IPC:
        return _attempt(lambda: StreamSource(open_arrow_file(file), name=str(file)))
    like = last if isinstance(last, ParquetSource) else None
    return _attempt(lambda: ParquetSource(file, partitions, like))


def _attempt(opening: Callable[[], Source]) -> Source | InputError:
    try:
        return opening()
    except InputError as error:
        return error


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)


def _partitions(relative: Path) -> dict[str, str | None]:
    """The keys and values that the folder names carry (`year=2021/`), as Hive writes them."""
    pairs = (part.partition("=") for part in relative.parts[:-1] if "=" in part)
    return {
        unquote(key): None if value == _NO_PARTITION else unquote(value) for key, _, value in pairs
    }
