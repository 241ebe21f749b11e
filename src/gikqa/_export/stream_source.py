"""Read reports from what streams Arrow data: frames of other libraries, and Arrow files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from gikqa._export.arrow_bombs import refuse_arrow_bomb
from gikqa._export.file import File
from gikqa._export.read_errors import reading, reason_of
from gikqa.errors import InputError

_LONGEST = 200
"""Characters of an error of another library; pandas names all columns in some."""


@dataclass
class StreamSource:
    """Anything with `__arrow_c_stream__`: pyarrow, polars, pandas, duckdb. Read once.

    keys: columns that the names of folders add to an Arrow file. stored: the bytes of that file.
    """

    data: Any
    name: str
    keys: Mapping[str, pa.Scalar] = field(default_factory=dict)
    stored: int | None = None

    def __post_init__(self) -> None:
        try:
            self._reader = pa.RecordBatchReader.from_stream(self.data)
            str(self._reader.schema)  # raises for a damaged name, before one is used
        except Exception as error:  # the library that made the object raises errors of its own
            kind, reason = self.name, f"{type(error).__name__}: {reason_of(error)}"[:_LONGEST]
            raise InputError.worded("unreadable frame", kind=kind, reason=reason) from error
        known = set(self._reader.schema.names)
        self.keys = {key: value for key, value in self.keys.items() if key not in known}

    @property
    def schema(self) -> pa.Schema:
        """The stream's columns, then those of the folder names."""
        added = [pa.field(name, value.type) for name, value in self.keys.items()]
        return pa.schema([*self._reader.schema, *added])

    @property
    def rows(self) -> int | None:
        """Only a table says it."""
        return self.data.num_rows if isinstance(self.data, (pa.Table, pa.RecordBatch)) else None

    def years(self) -> tuple[int, int] | None:
        """A stream does not say."""
        return None

    def batches(self, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        """The stream's batches, the columns of which cost nothing, cut to size."""
        wanted = roots_of(columns, self.schema.names)
        own = [name for name in wanted if name not in self.keys]
        added = {name: self.keys[name] for name in wanted if name in self.keys}
        with reading("broken stream", name=self.name):
            for batch in self._batches(own, size):
                chosen = batch.select(own)
                chosen.validate(full=True)
                for name, value in added.items():
                    chosen = chosen.append_column(name, pa.repeat(value, batch.num_rows))
                for start in range(0, batch.num_rows, size):
                    yield chosen.slice(start, size)

    def _batches(self, _columns: Sequence[str], _size: int) -> Iterator[pa.RecordBatch]:
        return iter(self._reader)


class DatasetSource(StreamSource):
    """A dataset of pyarrow, which reads only the columns that are wanted."""

    def __init__(self, dataset: Any, name: str) -> None:
        self._dataset = dataset
        super().__init__(dataset.schema.empty_table(), name)

    @property
    def rows(self) -> int | None:
        """To count them, all files would have to be opened."""
        return None

    def _batches(self, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        scanner = self._dataset.scanner(columns=list(columns), batch_size=size)
        return iter(scanner.to_batches())


def roots_of(columns: Sequence[str], known: Sequence[str]) -> list[str]:
    """The columns to read: those that exist by their name, else the struct that holds them."""
    flat = list(dict.fromkeys(column for column in columns if column in known))
    nested = {column.partition(".")[0] for column in columns} - set(flat)
    return flat + sorted(nested & set(known))


def open_arrow_file(file: File) -> Any:
    """A reader of an Arrow file, of the kind with a footer or of the kind without."""
    with reading("unreadable Arrow file", file=file.name):
        opened = file.open()
        source = pa.memory_map(opened) if isinstance(opened, str) else opened
        refuse_arrow_bomb(source, file.name, file.size())
        try:
            return pa.ipc.open_file(source).read_all()
        except pa.ArrowInvalid:
            source.seek(0)
            if source.read(6) == b"ARROW1":  # of the kind with a footer, and cut off or damaged
                raise
            source.seek(0)
        return pa.ipc.open_stream(source)
