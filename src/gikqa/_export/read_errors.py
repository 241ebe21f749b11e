"""The errors that pyarrow raises for a file it cannot read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from gikqa.errors import InputError

# UnicodeDecodeError: a name in the file is not UTF-8.
_READ_ERRORS = (pa.ArrowException, OSError, UnicodeDecodeError)


@contextmanager
def reading(key: str, **values: Any) -> Iterator[None]:
    """Turn an error of pyarrow into the InputError with this key, which says the reason.

    The reason is the first line of the error; later lines hold pyarrow's own source code.
    """
    try:
        yield
    except _READ_ERRORS as error:
        lines = str(error).splitlines()
        reason = lines[0].rstrip(".") if lines else type(error).__name__
        raise InputError.worded(key, **values, reason=reason) from error
