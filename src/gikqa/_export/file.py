"""A file that can be opened several times: on this machine, in memory, or far away."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from gikqa._export.suffixes import is_arrow

OWN_KEY = b"gikqa"
OWN_PAGE = b'<meta name="generator" content="gikqa '
_HEAD = 512
"""The key of the metadata of Parquet files that gikqa writes about an export."""


@dataclass(frozen=True)
class File:
    """A file to read.

    name: what the user knows it by. open: returns what pyarrow reads, a path or an open file.
    size: returns the bytes. arrow: whether it is an Arrow file, not a Parquet file. here: whether
    it is in the memory of this process. state: returns what changes when the file is replaced.
    """

    name: str
    open: Callable[[], Any] = field(repr=False, compare=False)
    size: Callable[[], int] = field(repr=False, compare=False)
    arrow: bool = False
    here: bool = False
    state: Callable[[], object] = field(default=lambda: None, repr=False, compare=False)


def local(path: Path) -> File:
    """A file on this machine; its name may be in any encoding."""
    name = str(path)

    def state() -> object:
        try:
            found = path.stat()
        except OSError:  # it is gone
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    try:
        name.encode()
    except UnicodeEncodeError:  # pyarrow takes such a name as bytes only
        return File(
            name, lambda: pa.OSFile(os.fsencode(name)), lambda: path.stat().st_size, state=state
        )
    return File(name, lambda: name, lambda: path.stat().st_size, is_arrow(name), state=state)


def in_memory(name: str, content: bytes) -> File:
    """A file whose bytes were read from a stream."""
    arrow = not content.startswith(b"PAR") and content.startswith((b"ARROW1", b"\xff\xff\xff\xff"))
    return File(name, lambda: pa.BufferReader(content), lambda: len(content), arrow, here=True)


def is_own_output(path: Path) -> bool:
    """Whether gikqa wrote the file about an export: Parquet has a key for it, a page its head."""
    try:
        if path.suffix.lower() in (".html", ".htm"):
            with path.open("rb") as page:
                return OWN_PAGE in page.read(_HEAD)
        # Imported late: pyarrow's reader of Parquet takes 30 ms, and few outputs are replaced.
        import pyarrow.parquet as pq

        return OWN_KEY in (pq.read_metadata(path).metadata or {})
    except (OSError, pa.ArrowException):
        return False


def is_hidden(relative: str) -> bool:
    """Whether a part of a path in a folder begins with `.` or `_`, as side files of Spark do."""
    return any(part.startswith((".", "_")) for part in relative.replace(os.sep, "/").split("/"))
