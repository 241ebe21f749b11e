"""Write output to stdout, to a device or pipe, or to a file that is replaced when complete."""

import errno
import os
import signal
import stat
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from gikqa.errors import OutputError, UsageError

_MOST_LINKS = 40
"""As many links in a row as Linux follows."""


def check_output(name: str) -> None:
    """Refuse what cannot be an output, before time is spent on reading."""
    if not name:
        raise UsageError.worded("empty output")
    if name.endswith(("/", os.sep)) or Path(name).is_dir():
        raise UsageError.worded("output is folder", name=name)


@contextmanager
def open_output(name: str) -> Iterator[BinaryIO]:
    """A binary stream; `-` is stdout. A file gets its name when everything has been written.

    If the reader of stdout ends early (`| head`), nothing more is written, which is no failure.

    Only a regular file is replaced: it keeps its mode, and links to it keep working. Anything else
    (a device, a pipe, `/dev/stdout`) is opened and written to.
    """
    if name == "-":
        with _reporting("stdout", all_or_nothing=False):
            try:
                yield sys.stdout.buffer
                sys.stdout.buffer.flush()
            except BrokenPipeError:
                drop_stdout()
        return
    part: Path | None = None
    try:
        target, descriptor = follow_links(name)
        old = target.stat() if descriptor is None and target.exists() else None
        if descriptor is not None:
            handle = os.dup(descriptor)
        elif old is not None and not stat.S_ISREG(old.st_mode):
            handle = os.open(target, os.O_WRONLY)
        else:
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            part = Path(temporary)
    except OSError as error:
        raise UsageError.worded("unwritable output", name=name, reason=error.strerror) from error
    with _reporting(name, all_or_nothing=part is not None):
        if part is None:
            with os.fdopen(handle, "wb") as stream:
                yield stream
            return
        with _removed_unless_done(part):
            with os.fdopen(handle, "wb") as stream:
                yield stream
            _set_mode(part, old)
            os.replace(part, target)


def drop_stdout() -> None:
    """Drop what is still in the buffer of stdout: to write it when Python ends fails again."""
    with suppress(OSError, ValueError):  # in a test, stdout may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def follow_links(name: str) -> tuple[Path, int | None]:
    """The path that a name links to, existing or not, and a descriptor if it names an open file.

    `/dev/stdout` names a file that the shell opened, perhaps to append to it: gikqa has to write
    to the descriptor and must not replace the file.
    """
    descriptors = os.path.realpath("/dev/fd")
    path = Path(name)
    for _ in range(_MOST_LINKS):
        folder = os.path.realpath(path.parent)
        path = Path(folder, path.name)
        if folder == descriptors and path.name.isdecimal():
            return path, int(path.name)
        if not path.is_symlink():
            return path, None
        with suppress(FileNotFoundError):  # a link of another process, to a pipe for instance
            if not stat.S_ISREG(path.stat().st_mode):
                return path, None
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


@contextmanager
def _reporting(name: str, *, all_or_nothing: bool) -> Iterator[None]:
    """Turn an OSError into an OutputError that says whether something has been written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        key = "nothing written" if all_or_nothing else "output incomplete"
        raise OutputError.worded(key, name=name, reason=error.strerror) from error


@contextmanager
def _removed_unless_done(part: Path) -> Iterator[None]:
    """Remove a part file if writing breaks off, at SIGTERM too, which ends the process with 143.

    The process ends inside the handler: an exception could be caught by a plugin's output format.
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        part.unlink(missing_ok=True)
        os._exit(128 + signal.SIGTERM)

    # Python sets handlers in the main thread only; a handler of somebody else is kept.
    ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    )
    if ours:
        signal.signal(signal.SIGTERM, end)
    try:
        yield
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        if ours:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _set_mode(part: Path, old: os.stat_result | None) -> None:
    """Give a finished file the mode and owner of the one that it replaces, or those of a new one.

    `mkstemp` makes files that only their owner can read.
    """
    if old is None:
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        for owner in (old.st_uid, -1):  # only root may give a file away; a group, its members
            with suppress(PermissionError):
                os.chown(part, owner, old.st_gid)
                break
    part.chmod(stat.S_IMODE(old.st_mode))  # last: a change of owner clears bits of the mode


def refuse_overwriting(output: str, files: Iterable[Path]) -> None:
    """Raise UsageError if the output is one of the files, by whatever name or link.

    The files are only listed if the output exists: otherwise it cannot be one of them. An earlier
    output among them is no input, and may be replaced.
    """
    if output == "-" or not os.path.isfile(output):  # `open_output` reports what is wrong with it
        return
    # Imported late: pyarrow takes 0.1 s.
    from gikqa._export.file import is_own_output

    for file in files:
        with suppress(OSError):  # reading the file reports what is wrong with it
            if os.path.samefile(output, file) and not is_own_output(file):
                raise UsageError.worded("output over input", output=output, file=file)
