"""The verdict on each report: JSON Lines, one report a line."""

from typing import BinaryIO

from gikqa._model.result import Result
from gikqa._render._json import dumps
from gikqa._render._rows import SLICE


def write(result: Result, stream: BinaryIO) -> None:
    """Write one line a report, by report_id."""
    for batch in result.verdicts.to_batches(max_chunksize=SLICE):
        stream.writelines(dumps(row) + b"\n" for row in batch.to_pylist())
