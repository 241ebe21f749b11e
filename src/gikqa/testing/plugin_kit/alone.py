"""Call a function of the kit in a new interpreter, with another environment if need be."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from gikqa._processes import command_here, environment
from gikqa.testing.plugin_kit.breach import how

SECONDS = 1_800.0
"""Most time for all clauses in one process; a rule that never ends was left out before."""


class EndedError(Exception):
    """The other interpreter ended without an answer; `how` says so in two languages."""

    def __init__(self, seen: Mapping[str, str]) -> None:
        super().__init__(seen["en"])
        self.how = seen


def call_alone(
    function: Callable[..., Any], *args: Any, variables: Mapping[str, str] | None = None
) -> Any:
    """What a function of a module returns in a new interpreter. Raises EndedError.

    variables: of the environment there, beside those of this process.
    """
    question = pickle.dumps((function.__module__, function.__name__, args))
    try:
        done = subprocess.run(
            command_here(f"from {__name__} import answer; answer()"),
            input=question,
            stdout=subprocess.PIPE,
            env=environment() | dict(variables or {}),
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise EndedError(how("late")) from late
    if done.returncode:
        raise EndedError(how("code", code=done.returncode))
    return pickle.loads(done.stdout)


def answer() -> None:
    """Read a question from stdin, and write what its function returns to stdout."""
    module, name, args = pickle.load(sys.stdin.buffer)
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # so that prints of a plugin do not get into the answer
        sys.stdout = sys.stderr
        pickle.dump(getattr(import_module(module), name)(*args), out)
