"""Files on other file systems, such as `s3://`, through fsspec (`pip install gikqa[fsspec]`)."""

import re
from typing import Any

from pyarrow.fs import FSSpecHandler, PyFileSystem

from gikqa._export.file import File, is_hidden
from gikqa._export.suffixes import is_arrow, is_export
from gikqa.errors import InputError


def find_remote(url: str) -> list[File]:
    """The files that a URL names: a file, a folder, or a glob. Raises InputError."""
    try:
        import fsspec
    except ImportError as error:
        raise InputError.worded("no fsspec", url=url) from error
    try:
        system, path = fsspec.core.url_to_fs(url)
        if fsspec.core.has_magic(path):
            fixed = re.split(r"[*?\[]", path)[0].rpartition("/")[0]
            matching = (name for name in sorted(system.glob(path)) if system.isfile(name))
            found = [name for name in matching if not is_hidden(name.removeprefix(fixed)[1:])]
        elif system.isdir(path):
            found = [name for name in system.find(path) if _is_part(name, path)]
        else:
            found = [path] if system.exists(path) else []
        files = [_remote(system, name) for name in found]
    except Exception as error:  # each file system raises errors of its own
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise InputError.worded("remote failed", url=url, reason=reason) from error
    if not files:
        raise InputError.worded("nothing remote", url=url)
    return files


def _is_part(name: str, folder: str) -> bool:
    return is_export(name) and not is_hidden(name.removeprefix(folder).lstrip("/"))


def _remote(system: Any, path: str) -> File:
    handler = PyFileSystem(FSSpecHandler(system))
    name = str(system.unstrip_protocol(path))
    return File(
        name, lambda: handler.open_input_file(path), lambda: int(system.size(path)), is_arrow(name)
    )
