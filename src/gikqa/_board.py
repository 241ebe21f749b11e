"""What a worker process is doing, in memory that it shares with its parent.

The parent reads it while the worker runs, even if its code holds the interpreter's lock, and after
the worker has ended, however it ended.
"""

import faulthandler
import mmap
import os
import re
import signal
import struct
import sys
import tempfile
from contextlib import suppress
from time import monotonic as clock
from typing import Any, Self

_HEAD = struct.Struct("<dH")
"""When the action began, on the clock that all processes share, and the length of its name."""
_NAMES = 4_096
"""Bytes for the name of an action; the rest is for the traceback of a worker that ends."""
_SIZE = 65_536
_ESCAPED = re.compile(r"\\(?:x(?=..)|u(?=.{4})|U(?=.{8}))([0-9a-f]{8}|[0-9a-f]{4}|[0-9a-f]{2})")
_FRAME = re.compile(r'File "(.+)", line (\d+) in ')


class Board:
    """Names the action of a worker, and keeps the traceback with which it ended."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self._memory = mmap.mmap(file.fileno(), _SIZE)
        self._spent: dict[str, float] = {}
        self._now: str | None = None
        self._began = 0.0

    @classmethod
    def new(cls) -> Self:
        """A board of the parent. On Linux it needs no folder that can be written to."""
        if hasattr(os, "memfd_create"):
            file = os.fdopen(os.memfd_create("gikqa"), "r+b", buffering=0)
        else:
            file = tempfile.TemporaryFile("r+b", buffering=0)  # noqa: SIM115 - the board keeps it
        file.truncate(_SIZE)
        return cls(file)

    @classmethod
    def of_parent(cls, number: int) -> Self:
        """The board that the parent has made for this process, which writes on it how it ends."""
        if sys.platform == "win32":
            import msvcrt

            number = msvcrt.open_osfhandle(number, os.O_RDWR)
        board = cls(os.fdopen(number, "r+b", buffering=0))
        board._catch_the_end()
        return board

    def for_child(self) -> tuple[int, dict[str, Any]]:
        """The number that names the board in a child, and how to start the child."""
        if sys.platform == "win32":
            import msvcrt

            handle = msvcrt.get_osfhandle(self.file.fileno())
            os.set_handle_inheritable(handle, True)
            return handle, {"close_fds": False}
        return self.file.fileno(), {"pass_fds": (self.file.fileno(),)}

    def _catch_the_end(self) -> None:
        self.file.seek(_NAMES)
        faulthandler.enable(self.file)
        if hasattr(faulthandler, "register"):
            faulthandler.register(signal.SIGUSR1, self.file)
        leave = os._exit

        def traced(code: int) -> None:
            faulthandler.dump_traceback(self.file)
            leave(code)

        os._exit = traced  # type: ignore[assignment]

    def close(self) -> None:
        """Free the memory, in the parent."""
        self._memory.close()
        self.file.close()

    def leave(self) -> None:
        """Write no more on it: for a child that a plugin has forked."""
        self._memory = mmap.mmap(-1, _SIZE)

    def begin_question(self) -> None:
        """Forget how long each action took for the question before, and where it was late."""
        self._spent.clear()
        if self._memory[_NAMES]:
            self._memory[_NAMES:] = bytes(_SIZE - _NAMES)
            self.file.seek(_NAMES)

    def say(self, what: str | None) -> None:
        """Name what begins; None: it has ended. Time adds up if it begins several times."""
        if self._now is not None:
            self._spent[self._now] = clock() - self._began
        self._now = what
        if what is None:
            _HEAD.pack_into(self._memory, 0, 0.0, 0)
            return
        self._began = clock() - self._spent.get(what, 0.0)
        name = what.encode()[: _NAMES - _HEAD.size]
        self._memory[_HEAD.size : _HEAD.size + len(name)] = name
        _HEAD.pack_into(self._memory, 0, self._began, len(name))

    def doing(self) -> str | None:
        """What the worker does, or did when it ended."""
        if self._memory.closed:
            return None
        _, length = _HEAD.unpack_from(self._memory)
        return self._memory[_HEAD.size : _HEAD.size + length].decode() if length else None

    def seconds(self) -> float:
        """How long the action of the worker has taken for this question."""
        began, length = _HEAD.unpack_from(self._memory)
        return clock() - began if length else 0.0

    def frames(self) -> list[tuple[str, int]]:
        """File and line of what ran when the worker ended, innermost first."""
        said = self._memory[_NAMES:].rstrip(b"\0").decode("ascii", "replace")
        said = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), said)
        return [(file, int(line)) for file, line in _FRAME.findall(said)]


def ask_for_frames(process: int) -> None:
    """Have a worker write what runs in it."""
    if hasattr(faulthandler, "register") and sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGUSR1)
