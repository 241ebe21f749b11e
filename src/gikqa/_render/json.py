"""One JSON document, described by `specs/output/result.schema.json`."""

from typing import BinaryIO

from gikqa._model.result import Result
from gikqa._render._json import write_object
from gikqa._render._rows import rows
from gikqa._render._totals import header, remainder, summary


def write(result: Result, stream: BinaryIO) -> None:
    """Write the document, with the totals before the findings."""
    rest = remainder(result)
    members = {
        **header(result),
        "summary": summary(result),
        "findings": rows(result.findings),
        **rest,
        "coverage": iter(rest["coverage"]),
    }
    write_object(stream, members)
    stream.write(b"\n")
