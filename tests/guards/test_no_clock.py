"""No test looks at a clock: what it proves must not depend on the machine and its load."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (
    "tests",
    "plugins/gikqa-documents/tests",
    "plugins/gikqa-foia-us/tests",
    "plugins/gikqa-locale/tests",
)
CLOCKS = {
    "clock_gettime",
    "default_timer",
    "getrusage",
    "monotonic",
    "perf_counter",
    "process_time",
    "thread_time",
    "timeit",
}
READINGS = {"time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "date.today"}
PROCESSES = {"call", "check_call", "check_output", "communicate", "join", "result", "run", "wait"}
LEAST = 300
"""Seconds that a process may at least take; fewer than that could be needed on a busy machine."""


def clocks_in(text: str) -> Iterator[tuple[int, str]]:
    """(line, what) of every look at a clock in a test file."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            whole = ast.unparse(node)
            if name.removesuffix("_ns") in CLOCKS or ".".join(whole.split(".")[-2:]) in READINGS:
                yield node.lineno, whole
        elif isinstance(node, ast.ImportFrom) and node.module in ("time", "timeit", "resource"):
            yield from (
                (node.lineno, f"{node.module}.{alias.name}")
                for alias in node.names
                if alias.name != "sleep"
            )
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            for given in node.keywords:
                value = given.value.value if isinstance(given.value, ast.Constant) else None
                short = isinstance(value, int | float) and value < LEAST
                if given.arg == "timeout" and called in PROCESSES and short:
                    yield given.value.lineno, f"timeout={value}"
                if given.arg == "deadline" and value is not None:
                    yield given.value.lineno, f"deadline={value}"


def test_no_test_looks_at_a_clock():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, what in clocks_in(path.read_text("utf-8"))
    ]
    assert found == [], (
        "a busy machine would fail these tests: count work instead of seconds (calls, matches, "
        "elements looked at) and compare the work on n and on 2n; give a process that might hang "
        f"{LEAST} seconds or more, and Hypothesis no deadline"
    )


@pytest.mark.parametrize(
    "text",
    [
        "import time\ntime.sleep(1)",
        "from time import sleep",
        "run(command, timeout=600)",
        "read(paths, timeout=1.5)",  # of the code under test
        "settings(deadline=None)",
        "moment = datetime(2023, 1, 5)",
    ],
)
def test_what_reads_no_clock_is_let_through(text):
    assert list(clocks_in(text)) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("time.process_time()", "time.process_time"),
        ("perf_counter_ns()", "perf_counter_ns"),
        ("from time import monotonic", "time.monotonic"),
        ("from time import time", "time.time"),
        ("time.time()", "time.time"),
        ("datetime.datetime.now()", "datetime.datetime.now"),
        ("subprocess.run(command, timeout=60)", "timeout=60"),
        ("process.wait(timeout=5.0)", "timeout=5.0"),
        ("settings(deadline=200)", "deadline=200"),
    ],
)
def test_a_look_at_a_clock_is_noticed(text, what):
    assert list(clocks_in(text)) == [(1, what)]
