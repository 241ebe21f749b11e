"""Take apart what a caller hands over: lists and iterables, reports as dicts, streams of bytes."""

import glob
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from gikqa.errors import UsageError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True)
class Reports:
    """Reports as dicts, as JSON has them; read once."""

    rows: Iterable[Mapping[str, Any]]


def is_url(given: str) -> bool:
    """Whether a text names a file on another file system: `s3://bucket/reports.parquet`."""
    return _URL.match(given) is not None


def parts_of(data: Any) -> Iterator[Any]:
    """The inputs one by one, paths as `str` or `Path`, with globs expanded.

    A glob without matches stays as it is. An iterator that begins with a dict may be long: it is
    read when its reports are judged, and has to hold dicts only. Raises UsageError for an empty
    path, which Python would take for the current folder.
    """
    if isinstance(data, os.PathLike) and not isinstance(data, Path):
        data = os.fspath(data)
        data = os.fsdecode(data) if isinstance(data, bytes) else data
    if isinstance(data, str):
        yield from _paths(data)
    elif isinstance(data, Mapping):
        yield Reports([data])
    elif _is_one(data):
        yield data
    elif isinstance(data, Iterator):
        first = next(data, None)
        whole = () if first is None else chain([first], data)
        yield from [Reports(whole)] if isinstance(first, Mapping) else _parts_of_many(iter(whole))
    elif isinstance(data, (Sequence, set, frozenset)):
        yield from _parts_of_many(iter(data))
    else:
        yield data


def _is_one(data: Any) -> bool:
    """Whether it is one input, though it may be possible to iterate over it."""
    if isinstance(data, (Path, bytes, bytearray, memoryview, Reports)):
        return True
    return any(hasattr(data, name) for name in ("__arrow_c_stream__", "read", "collect", "scanner"))


def _parts_of_many(many: Iterator[Any]) -> Iterator[Any]:
    """The parts of each element; dicts that follow each other are reports of one input."""
    for is_report, group in groupby(many, lambda part: isinstance(part, Mapping)):
        if is_report:
            yield Reports(list(group))
        else:
            for part in group:
                yield from parts_of(part)


def _paths(given: str) -> Iterator[str]:
    if not given:
        raise UsageError.worded("empty path")
    if not is_url(given) and glob.has_magic(given) and not os.path.exists(given):
        yield from sorted(glob.glob(given, recursive=True)) or [given]
    else:
        yield given
