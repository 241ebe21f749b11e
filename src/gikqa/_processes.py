"""Worker processes: new interpreters that answer questions, isolated from this process.

A crash, a hang or `os._exit` in the code of a plugin ends a worker, not the run. Questions and
answers are pickles on pipes that nothing else writes to. What a worker does is on its board.
"""

import os
import signal
import site
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import LifoQueue
from threading import Event, Lock, Thread
from time import monotonic as clock
from typing import Any, Self

from gikqa._board import Board, ask_for_frames
from gikqa._pipes import known, read, write
from gikqa._serve import ANSWER, ERROR, UNSENT

_START = 60.0
"""Seconds in which a worker has to load the plugins; it usually takes half a second."""
_ENDING = 5.0
"""Seconds for a process that has closed its output to end."""
_LOOKS = 0.2
"""Seconds after which the parent looks again how long a worker has been at one thing."""
_TRACED = 0.2
"""Seconds in which a worker that is about to be ended writes where it is."""


class WorkerError(Exception):
    """A worker has ended: how (`en`, `zh`), whether it was ready, and what it had announced.

    frames: file and line of what ran in it, innermost first, where that is known.
    """

    def __init__(
        self, code: int, *, ready: bool, doing: str | None, frames: Sequence[tuple[str, int]] = ()
    ) -> None:
        signals = {-one.value: one.name for one in signal.Signals}
        how = signals.get(code, code)
        self.en, self.zh = f"ended with {how}", f"已中止（{how}）"
        self.ready, self.doing, self.frames = ready, doing, frames
        super().__init__(self.en)


class LateError(WorkerError):
    """A worker did not answer in time, or took too long for one thing, and was ended."""


class UnsentError(Exception):
    """A worker has an answer that cannot be sent; the text says why."""


class Workers:
    """Processes that answer with the same function; a context that ends them.

    where: module and function that make the `Answer` from `setup`, in each process.
    """

    def __init__(self, where: tuple[str, str], setup: Any, count: int) -> None:
        self._where, self._setup = where, setup
        self._lock, self._stopped = Lock(), False
        self._all: set[_Worker] = set()
        self._count = count
        self._idle: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(count):
            self._idle.put(self._start())

    def grow(self, count: int) -> None:
        """Have more processes, which are started when they are needed."""
        started = [self._idle.get() for _ in range(self._count)]
        self._count += count
        for worker in [*[None] * count, *started]:  # what is started is taken first
            self._idle.put(worker)

    def name_what_ran(self, error: BaseException) -> None:
        """Give a Ctrl-C the names of what the workers have announced and not ended."""
        if isinstance(error, KeyboardInterrupt) and not error.args:
            said = [worker.board.doing() for worker in list(self._all)]
            error.args = tuple(" ".join(what.split("\n")) for what in said if what is not None)

    def ask(self, question: Any, timeout: float | None = None, *, each: float | None = None) -> Any:
        """The answer of an idle worker; may be called by as many threads as there are workers.

        A worker that has ended is replaced at the next question. Raises WorkerError, LateError
        after `timeout` seconds, or `each` seconds for one thing that was announced, UnsentError, or
        the exception that was raised in the worker.
        """
        worker = self._idle.get()
        try:
            worker = worker or self._start()
            kind, answer = worker.ask(question, timeout, each)
        except BaseException as error:
            self.name_what_ran(error)
            if worker is not None:
                self._drop(worker)
                worker = None
            raise
        finally:
            self._idle.put(worker)
        if kind == UNSENT:
            raise UnsentError(answer)
        if kind == ERROR:
            raise answer
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._stopped = True
        for worker in list(self._all):
            self._drop(worker)

    def _start(self) -> "_Worker":
        with self._lock:
            if self._stopped:
                raise WorkerError(0, ready=True, doing=None)
            worker = _Worker(self._where, self._setup)
            self._all.add(worker)
        return worker

    def _drop(self, worker: "_Worker") -> None:
        self._all.discard(worker)
        worker.stop()


class _Worker:
    def __init__(self, where: tuple[str, str], setup: Any) -> None:
        self.board = Board.new()
        number, inherit = self.board.for_child()
        with _interrupts_held():
            self.process = subprocess.Popen(
                _command(where, number),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL if sys.stderr is None else None,  # pythonw has none
                env=environment(),
                pipesize=1 << 20,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
                **inherit,
            )
        self.ready = False
        self._send(setup)

    def ask(self, question: Any, timeout: float | None, each: float | None) -> tuple[int, Any]:
        """Kind and content of the answer."""
        if not self.ready:
            kind, answer = self._hear(_START, None)
            if kind != ANSWER:
                raise answer if kind == ERROR else UnsentError(answer)
            self.ready = True
        self._send(question)
        return self._hear(timeout, each)

    def stop(self) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # of flushing what is still in the buffer
                assert pipe is not None
                pipe.close()
        self.process.wait()
        self.board.close()

    def _send(self, thing: Any) -> None:
        assert self.process.stdin is not None
        # A dead worker is noticed when its answer is read.
        with suppress(OSError, ValueError):
            write(self.process.stdin, thing)

    def _hear(self, timeout: float | None, each: float | None) -> tuple[int, Any]:
        assert self.process.stdout is not None
        answered, late = Event(), Event()

        def watch() -> None:
            end = clock() + (float("inf") if timeout is None else timeout)
            wait = _LOOKS if each is not None else threading.TIMEOUT_MAX
            while not answered.wait(min(wait, max(end - clock(), 0.0))):
                if clock() >= end or (each is not None and self.board.seconds() > each):
                    late.set()
                    ask_for_frames(self.process.pid)
                    if not answered.wait(_TRACED):  # it may answer at the last moment
                        self.process.kill()
                    return

        watcher = Thread(target=watch, daemon=True)
        watcher.start()
        try:
            data = read(self.process.stdout)
        except EOFError:
            kind = LateError if late.is_set() else WorkerError
            code, doing, frames = self._code(), self.board.doing(), self.board.frames()
            raise kind(code, ready=self.ready, doing=doing, frames=frames) from None
        finally:
            answered.set()
            watcher.join()  # a late one would end the worker during the next question
        try:
            kind, content = known(data)
        except Exception as error:  # an object of a class that only the worker has imported
            return UNSENT, f"{type(error).__name__}: {error}"
        return kind, content

    def _code(self) -> int:
        with suppress(subprocess.TimeoutExpired):  # it may still be ending
            self.process.wait(_ENDING)
        self.process.kill()
        return self.process.wait()


def can_start() -> bool:
    """Whether an interpreter can be started, which a frozen program cannot."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def paths_for_workers() -> list[str]:
    """`sys.path` without the current folder, which may hold a foreign `pickle.py`.

    The folder stays if the user has added it: by an absolute path in PYTHONPATH, or by an
    installation, which adds it after the standard library.
    """
    here, named = os.path.realpath("."), os.environ.get("PYTHONPATH", "").split(os.pathsep)
    library = sysconfig.get_path("stdlib")
    installed = sys.path[sys.path.index(library) :] if library in sys.path else []
    return [
        path
        for path in sys.path
        if os.path.isabs(path)
        and (path in named or path in installed or os.path.realpath(path) != here)
    ]


def environment() -> dict[str, str]:
    """The environment for other interpreters, which find their modules without PYTHONPATH."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}


def command_here(code: str) -> list[str]:
    """The command that runs code in a new interpreter with the options and paths of this one.

    The new one does not see the current folder (`-P`).
    """
    options = ["-P", "-X", f"utf8={sys.flags.utf8_mode}"]
    options += [f"-W{option}" for option in sys.warnoptions]
    options += [] if site.ENABLE_USER_SITE else ["-s"]
    options += ["-B"] if sys.dont_write_bytecode else []
    paths = f"import sys; sys.path[:] = {paths_for_workers()!a}; "
    return [sys.executable, *options, "-c", paths + code]


def _command(where: tuple[str, str], board: int) -> list[str]:
    return command_here(f"from gikqa._serve import serve; serve{(*where, board)!r}")


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Block Ctrl-C in processes that are started in here, so that it does not end an import."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: a process group of its own
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
