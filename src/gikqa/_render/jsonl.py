"""JSON Lines: one finding a line, and the totals as the last line."""

from typing import BinaryIO

from gikqa._model.result import Result
from gikqa._render._json import dumps
from gikqa._render._rows import rows
from gikqa._render._totals import header, remainder, summary


def write(result: Result, stream: BinaryIO) -> None:
    """Write the findings, then `{"summary": …}`."""
    for row in rows(result.findings):
        stream.write(dumps(row) + b"\n")
    closing = header(result) | summary(result) | remainder(result)
    stream.write(dumps({"summary": closing}) + b"\n")
