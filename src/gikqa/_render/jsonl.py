"""JSON Lines: one finding a line, and the totals as the last line."""

from typing import BinaryIO

import pyarrow as pa

from gikqa._model.result import Result
from gikqa._render._columns import as_json, join, write_all
from gikqa._render._json import dumps
from gikqa._render._totals import header, remainder, summary


def write(result: Result, stream: BinaryIO, *, totals: bool = True) -> None:
    """Write the findings, then `{"summary": …}` unless the totals are left out."""
    write_all(result.findings, json_lines, stream)
    if totals:
        closing = header(result) | summary(result) | remainder(result)
        stream.write(dumps({"summary": closing}) + b"\n")


def json_lines(batch: pa.RecordBatch) -> pa.Array:
    """The rows of a table as lines of JSON."""
    members = [
        (f', "{name}": ', as_json(column))
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    ]
    first, *others = [piece for member in members for piece in member]
    return join(["{" + first[2:], *others, "}\n"])
