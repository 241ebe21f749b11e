"""Compressed buffers of Arrow files: 40 KB of one can hold 400 MB, which are counted unread.

Each buffer begins with the size that it grows to, which pyarrow reserves before it reads on.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pyarrow as pa

from gikqa._export.limits import MOST_UNFOLDED
from gikqa.errors import InputError

_MAGIC = b"ARROW1\0\0"
"""Begins a file with a footer; the same messages follow as in a file without."""
_RATIO = 100
"""Times the size of a file that its buffers may grow to; those of narratives grow to ten times."""
_HEADER, _BATCH_OF_DICTIONARY, _BUFFERS, _COMPRESSION = 2, 1, 2, 3
"""Places of fields in the tables of Arrow's Message.fbs, the first of which is 0."""


def refuse_arrow_bomb(source: Any, name: str, stored: int) -> None:
    """Raise InputError if the buffers grow to more than an honest export holds.

    source: an open file, which is left at its beginning. stored: its bytes. A damaged file is
    counted up to its fault, which is reported when it is read.
    """
    most, held = max(MOST_UNFOLDED, _RATIO * stored), 0
    with suppress(pa.ArrowException, OSError, struct.error):
        for size in _grown_sizes(source):
            held += size
            if held > most:
                raise InputError.worded("packed export", source=name, most=f"{most:,}")
    source.seek(0)


def _grown_sizes(source: Any) -> Iterator[int]:
    """The size that each compressed buffer says it grows to."""
    if source.read(len(_MAGIC)) != _MAGIC:
        source.seek(0)
    for message in pa.ipc.MessageReader.open_stream(source):
        if message.type not in ("record batch", "dictionary"):
            continue
        data, body = memoryview(message.metadata), memoryview(message.body)
        (root,) = struct.unpack_from("<I", data)
        batch = _table(data, root, _HEADER)
        if message.type == "dictionary":
            batch = _table(data, batch, _BATCH_OF_DICTIONARY)
        if not _field(data, batch, _COMPRESSION):
            continue
        buffers = _table(data, batch, _BUFFERS)
        (count,) = struct.unpack_from("<I", data, buffers)
        for place in range(count):
            start, length = struct.unpack_from("<qq", data, buffers + 4 + 16 * place)
            if length > 0:
                yield max(0, struct.unpack_from("<q", body, start)[0])  # -1: not compressed


def _field(data: memoryview, table: int, slot: int) -> int:
    """Where a field of a table of FlatBuffers begins; 0 if the table lacks it."""
    (back,) = struct.unpack_from("<i", data, table)
    (size,) = struct.unpack_from("<H", data, table - back)
    entry = 4 + 2 * slot
    (offset,) = struct.unpack_from("<H", data, table - back + entry) if entry < size else (0,)
    return table + int(offset) if offset else 0


def _table(data: memoryview, table: int, slot: int) -> int:
    """Where the table or the vector begins that a field of a table points to."""
    place = _field(data, table, slot)
    return place + int(struct.unpack_from("<I", data, place)[0])
