"""The errors that pyarrow raises for a file it cannot read."""

from typing import Any

import pyarrow as pa

from gikqa.errors import InputError

READ_ERRORS = (pa.ArrowException, OSError, UnicodeDecodeError)
"""UnicodeDecodeError: a name in the file is not UTF-8."""


def reason_of(error: BaseException) -> str:
    """What the error says, in one line; later lines hold pyarrow's own source code."""
    lines = str(error).splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


class OwnOutput(InputError):  # noqa: N818 - nothing is wrong with such a file
    """A file that gikqa has written about an export: it is passed over, and named."""


def unreadable(key: str, file: str, error: BaseException, **more: Any) -> InputError:
    """The error of a file, worded with this key unless the file is encrypted."""
    reason = reason_of(error)
    if "encrypt" in reason or "decrypt" in reason:
        return InputError.worded("encrypted export", file=file)
    return InputError.worded(key, file=file, reason=reason, **more)
