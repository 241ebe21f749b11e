"""Judge batches in other processes: rules over text hold the interpreter's lock.

Threads would take turns. A process costs a second to start and a copy of each batch, so this is for
many reports with a narrative. Each is a fresh interpreter that loads the plugins for itself, is
asked through its standard input, and ends when that does, however its parent ended.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, BinaryIO

import pyarrow as pa

from gikqa._engine.export_rules import Defects
from gikqa._engine.judge import Read, judge_piece
from gikqa._engine.outcome.finding_rows import Origin
from gikqa._engine.plan import Plan
from gikqa._export.layout import Layout
from gikqa._plugins import load_plugins
from gikqa.errors import PluginError

_SERVE = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from gikqa._engine.apart import serve; serve()"
)

_ENDING = 5.0
"""Seconds for a process that has closed its output to end."""


class Processes:
    """As many processes as asked for, all with the same plan; a context that ends them."""

    def __init__(self, plan: Plan, jobs: int) -> None:
        self._all = [
            subprocess.Popen(
                [sys.executable, "-c", _SERVE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pipesize=1 << 20,
            )
            for _ in range(jobs)
        ]
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for process in self._all:
            _send(process, sys.path)
            _send(process, (tuple(plan.rules), plan.origin.lang))
            self._idle.put(process)

    def judge(self, batches: Sequence[pa.RecordBatch], layout: Layout, defects: Defects) -> Read:
        """Have batches judged by a process that is idle; for as many threads as processes."""
        process = self._idle.get()
        try:
            _send(process, (layout, defects), batches)
            answer = _answer(process)
        finally:  # one that has ended as well: who waits for it has to learn that
            self._idle.put(process)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._all:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was still to be written
                    assert pipe is not None
                    pipe.close()
            process.wait()


def _send(
    process: subprocess.Popen[bytes], thing: Any, batches: Sequence[pa.RecordBatch] = ()
) -> None:
    assert process.stdin is not None
    # One that has ended, or was ended, is found out when its answer is waited for.
    with suppress(OSError, ValueError):
        pickle.dump(thing, process.stdin, protocol=5)
        if batches:
            with pa.ipc.new_stream(process.stdin, batches[0].schema) as stream:
                for batch in batches:
                    stream.write_batch(batch)
        process.stdin.flush()


def _answer(process: subprocess.Popen[bytes]) -> Read | Exception:
    assert process.stdout is not None
    try:
        answer: Read | Exception = pickle.load(process.stdout)
    except (EOFError, ValueError, pickle.UnpicklingError) as error:
        with suppress(subprocess.TimeoutExpired):  # it may just be ending: with what, is worth it
            process.wait(_ENDING)
        process.kill()
        raise PluginError(
            f"a process that judges reports has ended with {process.wait()}; "
            "with --jobs 1 all is judged in one process",
            f"检查报告的进程已中止（{process.wait()}）；可用 --jobs 1 在单个进程中检查",
        ) from error
    return answer


def serve() -> None:
    """What a process does: take the plan, then batches, and give back verdicts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its processes itself
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a rule prints is no verdict
    codes, lang = pickle.load(questions)
    plugins = load_plugins()
    rules = plugins.in_full({code: plugins.rules[code] for code in codes})
    if len(rules) < len(codes):  # fewer rules must never look like clean data
        sys.exit(f"could not be imported: {sorted({*codes} - rules.keys())}")
    plan = Plan(
        rules, plugins.editions, Origin(lang, plugins.owner, plugins.versions), plugins.shortcuts
    )
    with suppress(EOFError, BrokenPipeError):  # the parent has ended
        while True:
            _serve_one(plan, questions, answers)


def _serve_one(plan: Plan, questions: BinaryIO, answers: BinaryIO) -> None:
    layout, defects = pickle.load(questions)
    batches = list(pa.ipc.open_stream(questions))
    try:
        answer: Read | Exception = judge_piece(plan, batches, layout, defects)
    except Exception as error:  # raised again by the parent, as if it had happened there
        error.add_note(traceback.format_exc())
        answer = error
    pickle.dump(answer, answers, protocol=5)
    answers.flush()
