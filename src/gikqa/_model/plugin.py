"""What a plugin brings beside rules: readers of documents and output formats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from gikqa._model.result import Result

API_VERSION = (1, 0)
"""The version of the plugin interface, major and minor; what is added raises the minor one."""

OURS = frozenset(
    {"gikqa", "gikqa-documents", "gikqa-example", "gikqa-foia-us", "gikqa-jiangxi", "gikqa-locale"}
)
"""The distributions of this project, whose rules are judged in the process that reads."""

COMMANDS = (
    "lint",
    "serve",
    "letters",
    "annotate",
    "extract",
    "facts",
    "impact",
    "baseline",
    "triage",
    "rules",
    "why-not",
    "why",
    "explain",
    "config",
    "init",
    "completion",
    "plugins",
    "new-plugin",
    "test-plugin",
    "schema",
)
"""The commands of gikqa itself, in the order of the help text."""

FORMATS = ("text", "jsonl", "json", "csv", "parquet", "sarif", "junit", "github", "html", "xlsx")
"""The output formats of gikqa itself, in the order of the help text."""
TABLES = ("verdicts", "verdicts_parquet")
"""Formats that say something of each report, not of each finding."""
FORMATS_OF_FACTS = ("parquet", "jsonl", "csv")

Record = dict[str, Any]
"""One row of an export: column name → Python value; cell paths are columns."""


@dataclass(frozen=True)
class Remark:
    """What is to be noted in a document about one finding.

    `text` is noted where the first of the `cells` that can be found is printed, or at the
    characters `start` to `end` of a section; where neither can be found, `text_elsewhere`, which
    names the place, is noted at the title.
    """

    text: str
    text_elsewhere: str
    cells: tuple[str, ...] = ()
    section: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Reader:
    """Turns a document into a row of an export.

    `read` gets the path and returns the row. It raises InputError, in one clear sentence, for a
    file that it cannot read; it notes in `extraction.notes` what is missing in a readable file.
    Notes are in English; `in_chinese` gives one of them in Chinese, for people.
    `annotate` returns the content of the document with remarks as comments, and how many of them
    are at their places; None: this kind of document cannot have comments.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], Record]
    in_chinese: Callable[[str], str] | None = None
    annotate: Callable[[Path, Sequence[Remark]], tuple[bytes, int]] | None = None


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
