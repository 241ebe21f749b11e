"""The import of the plugin is quick, so that a run without it costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time

import gikqa
from gikqa._plugins.find_plugins import candidates
from gikqa.testing.plugin_kit.alone import call_alone
from gikqa.testing.plugin_kit.breach import Breach, breach
from gikqa.testing.plugin_kit.subject import Subject

MOST = 0.1
"""Seconds of processor time, which other programs on the machine do not lengthen."""
_TIMES = 5


def slow_import(subject: Subject, first: float) -> Iterator[Breach]:
    """A breach if no import is quick enough. first: the time of the first one, measured before."""
    best = first
    for _ in range(_TIMES - 1):
        if best < MOST:
            return
        best = min(best, call_alone(seconds_to_import, subject))
    if best >= MOST:
        milliseconds = round(best * 1000)
        yield breach("import-time", subject.name, "import", milliseconds=milliseconds, times=_TIMES)


def seconds_to_import(subject: Subject) -> float:
    """Processor time of the import, after all that a run has imported before it."""
    for module in (gikqa, gikqa.text):
        for name in set(module.__all__) - {"schemas"}:
            getattr(module, name)
    (one,) = (one for one in candidates((), subject.choice) if one.name == subject.name)
    begun = process_time()
    one.load()
    return process_time() - begun
