"""Two threads that judge at the same time find what one finds.

While both run, a thread gives way to the other one at every line of the plugin, so that a variable
which both write does not depend on chance.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Any

from gikqa.testing.plugin_kit.breach import Breach, how
from gikqa.testing.plugin_kit.own_code import is_own
from gikqa.testing.plugin_kit.verdicts_of_rules import (
    Export,
    Trial,
    Verdicts,
    codes_for,
    differences,
    judge,
    verdicts,
)

_FEW = 40
"""Reports that are judged while threads change at each line, which takes 50 times as long."""
_TRIES, _MOST = 3, 60.0
"""How often, and for how many seconds, the threads are waited for; they take a second."""
_MEETING = 5.0
"""Seconds that one thread waits for the other before its first line; not all call the rule."""


def two_threads(trial: Trial) -> Iterator[Breach]:
    """One thread judges the reports from the first to the last, the other one backwards."""
    for export in trial.exports:
        rows = list(range(0, export.table.num_rows, export.table.num_rows // _FEW + 1))
        tries = [Export(export.table.take(order), export.roster) for order in (rows, rows[::-1])]
        for code in codes_for(trial.loaded, export):
            alone = [_judged(trial, one, code) for one in tries]
            for before, after in zip(alone, _at_once(trial, tries, code), strict=True):
                yield from differences("threads", before, after, how("threads"))


def _judged(trial: Trial, export: Export, code: str) -> dict[str, Verdicts]:
    return verdicts(trial.loaded, judge(trial.loaded, export, codes=[code]))


def _at_once(trial: Trial, tries: Sequence[Export], code: str) -> list[dict[str, Verdicts]]:
    """The verdicts on each export, all of them judged at the same time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that a thread which gives way does not go on at once
    threading.settrace(_giving_way(trial, len(tries)))
    try:
        for _ in range(_TRIES):
            found = _in_threads([partial(_judged, trial, one, code) for one in tries])
            if found is not None:
                return found
        raise RuntimeError(f"{code}: threads that judge at the same time do not end")
    finally:
        threading.settrace(None)
        sys.setswitchinterval(before)


def _in_threads(calls: Sequence[Callable[[], Any]]) -> list[Any] | None:
    """What the calls return, each in a thread; None if one of them does not end.

    With a thread switch at each line, a pool of Python was once seen to lose a task. So a thread
    that does not end is left behind, and the interpreter ends without it.
    """
    found: dict[int, Any] = {}
    failed: list[BaseException] = []

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            found[place] = call()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=each, daemon=True) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_MOST)
    if failed:
        raise failed[0]
    return [found[place] for place in range(len(calls))] if len(found) == len(calls) else None


def _giving_way(trial: Trial, threads: int) -> Callable[[FrameType, str, Any], Any]:
    meeting = threading.Barrier(threads)
    here = threading.local()

    def at_line(frame: FrameType, event: str, arg: Any) -> Any:
        time.sleep(0)
        return at_line

    def at_call(frame: FrameType, event: str, arg: Any) -> Any:
        if not is_own(frame.f_code.co_filename, trial.loaded):
            return None
        if not hasattr(here, "met"):
            here.met = True
            with suppress(threading.BrokenBarrierError):  # the other one does not come
                meeting.wait(_MEETING)
        return at_line

    return at_call
