"""What a plugin brings beside rules: readers of documents and output formats."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from gikqa._model.result import Result

API_VERSION = 1

FORMATS = ("text", "jsonl", "json", "csv", "parquet", "sarif", "junit", "github")
"""The output formats of gikqa itself, in the order of the help text."""
TABLES = ("verdicts", "verdicts_parquet")
"""Formats that say something of each report, not of each finding."""

Record = dict[str, Any]
"""One row of an export: column name → Python value; cell paths are columns."""


@dataclass(frozen=True)
class Reader:
    """Turns a document into a row of an export.

    `read` gets the path and returns the row. It raises InputError, in one clear sentence, for a
    file that it cannot read; it notes in `extraction.notes` what is missing in a readable file.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], Record]


@dataclass(frozen=True)
class Renderer:
    """An output format. `write` writes the result to a binary stream.

    `write` leaves the stream open. `binary` says that the bytes are no text, so that they should
    not go to a terminal.
    """

    name: str
    write: Callable[["Result", BinaryIO], None]
    binary: bool = False
