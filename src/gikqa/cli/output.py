"""Where output goes: stdout, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from gikqa.errors import OutputError, UsageError


@contextmanager
def open_output(name: str) -> Iterator[BinaryIO]:
    """A binary stream; `-` is stdout. A file takes its name when everything has been written."""
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(name)
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise UsageError(
            f"cannot write {name}: {error.strerror}", f"无法写入 {name}：{error.strerror}"
        ) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(part, 0o666 & ~mask)  # mkstemp makes files that only their owner can read
        os.replace(part, target)
    except BaseException as error:
        Path(part).unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise OutputError(
                f"writing {name} failed: {error.strerror}; nothing was written",
                f"写入 {name} 失败：{error.strerror}；没有写出任何内容",
            ) from error
        raise
