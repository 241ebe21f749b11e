"""Worker processes: new interpreters that answer questions, isolated from this process.

A crash, a hang or `os._exit` in the code of a plugin ends a worker, not the run. Questions and
answers are pickles on pipes that nothing else writes to.
"""

import gc
import os
import signal
import site
import subprocess
import sys
import sysconfig
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from queue import SimpleQueue
from threading import TIMEOUT_MAX, Event, Lock, Thread, Timer
from typing import Any, BinaryIO, Self

from gikqa._pipes import loaded, read, write

Say = Callable[[Any], None]
"""Tells the parent process what the worker is about to do, in case the worker ends."""
Answer = Callable[[Any, Say], Any]

_START = 60.0
"""Seconds in which a worker has to load the plugins; it usually takes half a second."""
_ENDING = 5.0
"""Seconds for a process that has closed its output to end."""
_ANSWER, _ERROR, _UNSENT, _DOING = range(4)


class WorkerError(Exception):
    """A worker has ended: how (`en`, `zh`), whether it was ready, and what it had announced."""

    def __init__(self, code: int, *, ready: bool, doing: Any) -> None:
        signals = {-one.value: one.name for one in signal.Signals}
        how = signals.get(code, code)
        self.en, self.zh = f"ended with {how}", f"已中止（{how}）"
        self.ready = ready
        self.doing = doing
        super().__init__(self.en)


class LateError(WorkerError):
    """A worker did not answer in time and was ended."""


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
        self._idle: SimpleQueue[_Worker | None] = SimpleQueue()
        for _ in range(count):
            self._idle.put(self._start())

    def ask(self, question: Any, timeout: float | None = None) -> Any:
        """The answer of an idle worker; may be called by as many threads as there are workers.

        A worker that has ended is replaced at the next question. Raises WorkerError, LateError
        after `timeout` seconds, UnsentError, or the exception that was raised in the worker.
        """
        worker = self._idle.get()
        try:
            worker = worker or self._start()
            kind, answer = worker.ask(question, timeout)
        except BaseException:
            if worker is not None:
                self._drop(worker)
                worker = None
            raise
        finally:
            self._idle.put(worker)
        if kind == _UNSENT:
            raise UnsentError(answer)
        if kind == _ERROR:
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
        with _interrupts_held():
            self.process = subprocess.Popen(
                _command(where),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL if sys.stderr is None else None,  # pythonw has none
                env=environment(),
                pipesize=1 << 20,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        self.ready = False
        self._doing: Any = None
        self._send(setup)

    def ask(self, question: Any, timeout: float | None) -> tuple[int, Any]:
        """Kind and content of the answer."""
        if not self.ready:
            kind, answer = self._hear(_START)
            if kind != _ANSWER:
                raise answer if kind == _ERROR else UnsentError(answer)
            self.ready = True
        self._doing = None
        self._send(question)
        return self._hear(timeout)

    def stop(self) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # of flushing what is still in the buffer
                assert pipe is not None
                pipe.close()
        self.process.wait()

    def _send(self, thing: Any) -> None:
        assert self.process.stdin is not None
        # A dead worker is noticed when its answer is read.
        with suppress(OSError, ValueError):
            write(self.process.stdin, thing)

    def _hear(self, timeout: float | None) -> tuple[int, Any]:
        late = Event()

        def end() -> None:
            late.set()
            self.process.kill()

        timer = Timer(TIMEOUT_MAX if timeout is None else min(timeout, TIMEOUT_MAX), end)
        timer.daemon = True
        timer.start()
        try:
            return self._answer()
        except EOFError:
            ended = LateError if late.is_set() else WorkerError
            raise ended(self._code(), ready=self.ready, doing=self._doing) from None
        finally:
            timer.cancel()
            timer.join()  # a late timer would end the worker during the next question

    def _answer(self) -> tuple[int, Any]:
        assert self.process.stdout is not None
        while True:
            data = read(self.process.stdout)
            try:
                kind, content = loaded(data)
            except Exception as error:  # an object of a class that only the worker has imported
                return _UNSENT, f"{type(error).__name__}: {error}"
            if kind != _DOING:
                return kind, content
            self._doing = content

    def _code(self) -> int:
        with suppress(subprocess.TimeoutExpired):  # it may still be ending
            self.process.wait(_ENDING)
        self.process.kill()
        return self.process.wait()


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


def _command(where: tuple[str, str]) -> list[str]:
    return command_here(f"from gikqa._processes import serve; serve{where!r}")


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


def serve(module: str, function: str) -> None:
    """The main function of a worker: reads the setup, then questions, and writes answers."""
    gc.set_threshold(250_000, 50, 50)  # what is loaded at the start is never garbage
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # so that prints of a plugin do not get among the answers
    sys.stdout = sys.stderr
    if hasattr(os, "register_at_fork"):  # or a forked child would answer as well
        os.register_at_fork(after_in_child=answers.close)
    inbox: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(questions, inbox), daemon=True).start()

    def say(what: Any) -> None:
        write(answers, (_DOING, what))

    answer: Answer | None = None
    while True:
        question = inbox.get()
        try:
            if answer is None:
                answer = getattr(import_module(module), function)(question)
                reply: tuple[int, Any] = (_ANSWER, None)
            else:
                reply = (_ANSWER, answer(question, say))
        except Exception as error:  # the parent raises it again
            error.add_note(traceback.format_exc())
            reply = (_ERROR, error)
        del question  # its memory is free before the next one is read
        if answers.closed:  # in a child that a plugin has forked
            os._exit(0)
        try:
            write(answers, reply)
        except Exception as error:  # in pickling; if the parent has ended, this fails again
            write(answers, (_UNSENT, f"{type(error).__name__}: {error}"))


def _listen(questions: BinaryIO, inbox: SimpleQueue[Any]) -> None:
    """Put questions into the inbox; end this process when the parent ends."""
    try:
        while True:
            inbox.put(loaded(read(questions)))
    except EOFError:
        os._exit(0)
