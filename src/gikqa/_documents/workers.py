"""Read documents in processes of their own: a crash or a hang costs one document, not the run."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any

from gikqa._documents.read_documents import Outcome, read_document, reader_failed
from gikqa._plugins import load_plugins
from gikqa.errors import InputError, PluginError

TIMEOUT = 60.0
"""Seconds for one document; a usual one takes 0.02, the worst known one of 10 MB takes 10."""

_START = 60.0
"""Seconds in which a process has to load the plugins; half a second is usual."""
_AHEAD = 16
"""Documents per process that may be read before the one that is due: they wait in memory."""


def read_in_processes(
    files: Sequence[Path], jobs: int, timeout: float = TIMEOUT
) -> Iterator[tuple[Path, Outcome]]:
    """Each file with its row or error, in the order given; `timeout` in seconds for each."""
    pool = _Pool(files, jobs, timeout)
    try:
        yield from pool.outcomes()
    finally:
        pool.stop()


class _Worker:
    """One process, and the document that it is reading."""

    def __init__(self) -> None:
        # A fresh interpreter: threads that the caller may run do not survive a fork.
        context = get_context("spawn")
        self.pipe, child = context.Pipe()
        self.process = context.Process(target=_serve, args=(child,), daemon=True)
        self.process.start()
        child.close()
        self.number: int | None = None
        self.ready = False
        self.deadline = monotonic() + _START

    def take(self, number: int, file: Path, timeout: float) -> None:
        self.number = number
        self.deadline = monotonic() + timeout
        # A process that has just died is found out when its answer is waited for.
        with contextlib.suppress(OSError):
            self.pipe.send(file)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Pool:
    def __init__(self, files: Sequence[Path], jobs: int, timeout: float) -> None:
        self._files = files
        self._timeout = timeout
        self._next = deque(range(len(files)))
        self._done: dict[int, Outcome] = {}
        self._jobs = min(jobs, len(files))
        self._ahead = self._jobs * _AHEAD
        self._workers: list[_Worker] = []

    def outcomes(self) -> Iterator[tuple[Path, Outcome]]:
        self._workers += [_Worker() for _ in range(self._jobs)]
        for due, file in enumerate(self._files):
            while due not in self._done:
                self._hand_out(due)
                self._wait()
            yield file, self._done.pop(due)

    def stop(self) -> None:
        for worker in self._workers:
            worker.stop()

    def _hand_out(self, due: int) -> None:
        for worker in self._workers:
            idle = worker.ready and worker.number is None
            if idle and self._next and self._next[0] < due + self._ahead:
                number = self._next.popleft()
                worker.take(number, self._files[number], self._timeout)

    def _wait(self) -> None:
        """Until some process has something to say, is gone, or has used up its time."""
        busy = [one for one in self._workers if not one.ready or one.number is not None]
        soonest = min(one.deadline for one in busy)
        heard = wait([one.pipe for one in busy], max(soonest - monotonic(), 0.0))
        for worker in busy:
            if worker.pipe in heard:
                self._hear(worker)
            elif worker.deadline <= monotonic():
                self._give_up(worker, hung=True)

    def _hear(self, worker: _Worker) -> None:
        try:
            answer: Any = worker.pipe.recv()
        except (EOFError, OSError):
            self._give_up(worker, hung=False)
            return
        if not worker.ready:
            worker.ready = True
            return
        assert worker.number is not None
        self._done[worker.number], worker.number = answer, None

    def _give_up(self, worker: _Worker, *, hung: bool) -> None:
        """Replace a process, and say what it failed on."""
        worker.stop()
        self._workers.remove(worker)
        if worker.number is None:
            raise PluginError(
                "a process that reads documents did not start", "读取文档的进程未能启动"
            )
        file = self._files[worker.number]
        if hung:
            self._done[worker.number] = InputError(
                f"{file}: not read within {self._timeout:g} seconds; leave it out, "
                "or give it more time with --timeout",
                f"{file}：{self._timeout:g} 秒内未能读完；请去掉该文件，或用 --timeout 延长时间",
            )
        else:
            problem = f"its process ended with {worker.process.exitcode}"
            self._done[worker.number] = reader_failed(file, file.suffix, problem)
        if self._next:
            self._workers.append(_Worker())


def _serve(pipe: Connection) -> None:
    """What a process does: take a path, give a row or an error, until it is stopped."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its processes itself
    os.dup2(sys.stderr.fileno(), 1)  # stdout carries the export; what a reader prints is no part
    readers = load_plugins().readers
    pipe.send(None)
    while True:
        try:
            file: Path = pipe.recv()
        except EOFError:
            return
        outcome = read_document(file, readers)
        try:
            pipe.send(outcome)
        except Exception as error:
            # What cannot be sent is no row: the reader has put something else into it.
            problem = f"{type(error).__name__}: {error}"
            pipe.send(reader_failed(file, file.suffix, problem))
