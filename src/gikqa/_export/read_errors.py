"""The errors that pyarrow raises for a file it cannot read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from gikqa.errors import InputError

_READ_ERRORS = (pa.ArrowException, OSError, UnicodeDecodeError)
"""UnicodeDecodeError: a name in the file is not UTF-8."""


_NO_MEMORY = ("ZSTD_DCtx create failed", "Failed to launch worker thread", "std::bad_alloc")
"""Reasons of pyarrow that are no fault of the file."""


class OwnOutput(InputError):  # noqa: N818 - nothing is wrong with such a file
    """A file that gikqa has written about an export: it is passed over, and named."""


def reason_of(error: BaseException) -> str:
    """What the error says, in one line; later lines hold pyarrow's own source code."""
    lines = str(error).splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


@contextmanager
def reading(key: str, **values: Any) -> Iterator[None]:
    """Turn an error of pyarrow into the InputError with this key, which says the reason.

    An encrypted file gets an error of its own. Raises MemoryError where memory ran out.
    """
    try:
        yield
    except _READ_ERRORS as error:
        reason = reason_of(error)
        if any(lack in reason for lack in _NO_MEMORY):
            raise MemoryError(reason) from error
        if "encrypt" in reason or "decrypt" in reason:
            raise InputError.worded("encrypted export", **values) from error
        raise InputError.worded(key, **values, reason=reason) from error
