"""Read reports from what streams Arrow data: frames of other libraries, and Arrow files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from gikqa._export.read_errors import reading


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
        with reading("broken stream", name=self.name):
            for batch in self._reader:
                chosen = batch.select(wanted)
                chosen.validate(full=True)
                for start in range(0, batch.num_rows, size):
                    yield chosen.slice(start, size)


def open_arrow_file(file: Path) -> Any:
    with reading("unreadable Arrow file", file=file):
        source = pa.memory_map(str(file))
        try:
            return pa.ipc.open_file(source).read_all()
        except pa.ArrowInvalid:
            source.seek(0)
        return pa.ipc.open_stream(source)
