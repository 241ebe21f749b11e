"""Pickles on pipes between processes, each with the lengths of its parts before it."""

import io
import pickle
import struct
import sys
from contextlib import suppress
from typing import Any

_LENGTH = struct.Struct("<Q")


def write(pipe: Any, thing: Any) -> None:
    """Write a pickle and then its buffers, without copying them."""
    buffers: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(thing, protocol=5, buffer_callback=buffers.append)
    parts = [pickled, *(buffer.raw() for buffer in buffers)]
    pipe.write(_LENGTH.pack(len(parts)))
    pipe.write(b"".join(_LENGTH.pack(len(part)) for part in parts))
    for part in parts:
        pipe.write(part)
    pipe.flush()


def read(pipe: Any) -> list[bytes]:
    """The next pickle and its buffers. Raises EOFError if either end is closed."""
    with suppress(OSError, ValueError):
        (many,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
        heads = _exactly(pipe, many * _LENGTH.size)
        return [_exactly(pipe, length) for (length,) in _LENGTH.iter_unpack(heads)]
    raise EOFError


def _exactly(pipe: Any, length: int) -> bytes:
    data: bytes = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def loaded(parts: list[bytes]) -> Any:
    """The object of a pickle and its buffers."""
    return pickle.loads(parts[0], buffers=parts[1:])


def known(parts: list[bytes]) -> Any:
    """The object of a pickle from a worker. Raises UnpicklingError for a class of a plugin.

    To import a module of a plugin would run its code in this process.
    """
    return _Known(io.BytesIO(parts[0]), buffers=parts[1:]).load()


_SAFE = ("gikqa", "numpy", "pyarrow")


class _Known(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module not in sys.modules and module.partition(".")[0] not in _SAFE:
            raise pickle.UnpicklingError(f"{module}.{name} is of a plugin")
        return super().find_class(module, name)
