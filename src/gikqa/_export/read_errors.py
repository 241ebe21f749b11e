"""The errors that pyarrow raises for a file it cannot read."""

import pyarrow as pa

READ_ERRORS = (pa.ArrowException, OSError, UnicodeDecodeError)
"""UnicodeDecodeError: a name in the file is not UTF-8."""


def reason_of(error: BaseException) -> str:
    """What the error says, in one line; later lines hold pyarrow's own source code."""
    lines = str(error).splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
