"""What a plugin brings beside rules: readers of documents and output formats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from gikqa._model.result import Result

API_VERSION = 1

FORMATS = ("text", "jsonl", "json", "csv", "parquet", "sarif", "junit", "github", "html")
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


@dataclass(frozen=True)
class Extension:
    """What another distribution adds to a plugin, through an entry point of the plugin's own group.

    `kind` is that group. `load` brings it and returns its names; if it raises, that is a failure of
    the other distribution, and the plugin goes on without it.
    """

    distribution: str
    version: str
    kind: str
    load: Callable[[], Sequence[str]]
